// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace parlor::socket {

struct Traffic {
    qint64 received = 0;
    qint64 sent = 0;
};

/// The bytes that went through a TCP connection since it was opened, as the system has counted them: nobody needs to do so while they
/// do. Nothing where the platform does not tell. One implementation per platform.
std::optional<Traffic> traffic(qintptr descriptor);

} // namespace parlor::socket
