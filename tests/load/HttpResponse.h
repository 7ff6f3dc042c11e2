// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace parlor::load {

/// An answer of a server that says a Content-Length, as the measured ones do.
struct HttpResponse {
    int status = 0;
    QByteArrayView body;
    qsizetype size = 0; ///< head and body

    /// The answer that \a received begins with, once it is whole; views into it.
    static std::optional<HttpResponse> read(QByteArrayView received);
};

/// A request with a Host, and a Content-Length unless \a body is null.
QByteArray httpRequest(QByteArrayView method, const QByteArray &target, const QByteArray &host,
                       const QByteArray &body = {});

} // namespace parlor::load
