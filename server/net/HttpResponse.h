// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace parlor {

/// One HTTP response, as a value.
struct HttpResponse {
    int status = 200;
    QByteArray contentType; ///< left out where it is empty
    QByteArray body;
    QByteArray fields; ///< further header lines, each ending in CRLF

    /// As it is sent. It says its Content-Length, or has a status that excludes a body (204, 304).
    QByteArray toBytes() const;
};

} // namespace parlor
