// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "net/HttpResponse.h"

#include <QByteArray>

namespace parlor {

/// The answer to a request that \a error refuses.
HttpResponse httpErrorResponse(const Error &error);

/// A whole HTTP response for a request that never reaches the HTTP server, closing the connection. Each of \a extraFields
/// ends in CRLF.
QByteArray httpErrorReply(const Error &error, const QByteArray &extraFields = {});

/// The same with a body and content type of one's own.
QByteArray httpErrorReply(int status, const QByteArray &contentType, const QByteArray &body,
                          const QByteArray &extraFields = {});

} // namespace parlor
