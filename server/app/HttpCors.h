// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpRequestHead.h"
#include "security/OriginPolicy.h"

#include <QByteArray>

namespace parlor {

/// Cross-origin resource sharing (WHATWG Fetch, "CORS protocol") for what REST does not answer itself: Engine.IO's long-polling, and
/// requests that are refused before their body is read. The same origins as REST, the methods that polling needs. Any thread.
class HttpCors {
public:
    /// \a origins must outlive this.
    explicit HttpCors(const OriginPolicy &origins);

    /// The header lines of the answer to \a request; those of a preflight too, where it is an OPTIONS request. Only
    /// `Vary` where the request's origin is not allowed.
    QByteArray operator()(const HttpRequestHead &request) const;

private:
    const OriginPolicy &m_origins;
};

} // namespace parlor
