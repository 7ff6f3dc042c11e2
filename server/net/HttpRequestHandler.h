// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpExchange.h"

#include <memory>

namespace parlor {

/// Takes the HTTP requests of one path, in the place of the HTTP server.
class HttpRequestHandler {
public:
    virtual ~HttpRequestHandler() = default;

    /// A request whose head is valid. Usually it is complete; where its body takes its time, the exchange comes before it.
    virtual void handle(std::unique_ptr<HttpExchange> exchange) = 0;
};

} // namespace parlor
