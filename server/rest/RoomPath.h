// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace parlor {

/// Where the room \a roomId is found, whatever it is called: `/api/v1/rooms/…`.
QByteArray roomPath(const QString &roomId);

} // namespace parlor
