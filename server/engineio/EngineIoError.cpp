// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoError.h"

#include "json/JsonText.h"

#include <array>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Messages {
    "Transport unknown", "Session ID unknown", "Bad handshake method",
    "Bad request",       "Forbidden",          "Unsupported protocol version",
};

} // namespace

HttpResponse toHttpResponse(EngineIoError error, const QByteArray &message)
{
    QByteArray body("{");
    json::appendKey(body, "code"_L1);
    body += QByteArray::number(int(error));
    json::appendKey(body, "message"_L1);
    json::appendString(body,
                       QString::fromUtf8(message.isEmpty() ? QByteArray(Messages[std::size_t(error)]) : message));
    body += '}';
    return { error == EngineIoError::Forbidden ? 403 : 400, "application/json", body, {} };
}

} // namespace parlor
