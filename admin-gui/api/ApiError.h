// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

#include <QCoreApplication>
#include <QString>

#include <tl/expected.hpp>

namespace parlor::admin {

/// Why a request did not do what it should.
struct ApiError {
    Q_DECLARE_TR_FUNCTIONS(ApiError)

public:
    enum class Kind {
        Cancelled, ///< by the operator
        TimedOut,
        Unreachable, ///< no connection, or it broke
        Tls,
        NotParlor, ///< something answered, but not as a Parlor server does
        Refused, ///< the server said no; `error` is what it said
    };

    Kind kind = Kind::Unreachable;
    QString text; ///< a sentence for the operator; may quote the server, so it is plain text
    Error error;

    static ApiError cancelled();
    static ApiError timedOut(int seconds);
    static ApiError unreachable(const QString &text);
    static ApiError notParlor();
    static ApiError refused(const Error &error);

    /// What is said where there is no token, or one that is no good.
    static QString tokenWanted();
    /// What is said where a token is good, but not for this program.
    static QString mayNotWatch();

    /// The server answered that.
    bool is(Error::Kind wanted) const { return kind == Kind::Refused && error.kind == wanted; }
    bool operator==(const ApiError &) const = default;
};

template <typename T> using ApiResult = tl::expected<T, ApiError>;

} // namespace parlor::admin
