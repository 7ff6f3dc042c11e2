// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpResponse.h"

#include <QByteArray>

namespace parlor {

/// Why a request is refused, by the codes of the protocol's reference server.
enum class EngineIoError : quint8 {
    UnknownTransport = 0,
    UnknownSid = 1,
    BadHandshakeMethod = 2,
    BadRequest = 3,
    Forbidden = 4,
    UnsupportedVersion = 5,
};

/// The answer to such a request: `{"code":n,"message":…}`. An empty \a message stands for the error's own.
HttpResponse toHttpResponse(EngineIoError error, const QByteArray &message = {});

} // namespace parlor
