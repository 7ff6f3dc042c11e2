// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

#include <QByteArray>
#include <QList>

namespace parlor {

struct HttpField {
    QByteArray name;
    QByteArray value;
};

using HttpFields = QList<HttpField>;

/// An answer before it is bytes. What every answer carries (its length, CORS) is added when it is sent.
struct RestResponse {
    int status = 200;
    HttpFields fields;
    QByteArray body;
    /// What the body is, where there is one.
    QByteArray contentType = "application/json; charset=utf-8";
    QByteArray cacheControl = "no-store";

    static RestResponse json(int status, const QByteArray &body);
    static RestResponse noContent();
    /// The contract's status and body, with the fields that the status demands.
    static RestResponse error(const Error &error);

    /// \a value must hold no line breaks: nothing looks at it again.
    RestResponse &with(const QByteArray &name, const QByteArray &value);
};

} // namespace parlor
