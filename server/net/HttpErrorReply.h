// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "net/HttpResponse.h"

#include <QByteArray>

namespace parlor {

/// The answer to a request that \a error refuses.
HttpResponse httpErrorResponse(const Error &error);

/// A whole HTTP response for a request that never reaches the HTTP server, closing the connection.
QByteArray httpErrorReply(const Error &error);

/// The same with a body, content type and extra header lines (each ending in CRLF) of one's own.
QByteArray httpErrorReply(int status, const QByteArray &contentType, const QByteArray &body,
                          const QByteArray &extraFields = {});

} // namespace parlor
