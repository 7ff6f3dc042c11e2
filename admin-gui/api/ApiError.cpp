// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ApiError.h"

namespace parlor::admin {

using namespace Qt::StringLiterals;

ApiError ApiError::cancelled()
{
    return { Kind::Cancelled, tr("Cancelled."), {} };
}

ApiError ApiError::timedOut(int seconds)
{
    return { Kind::TimedOut, tr("The server did not answer within %n second(s).", nullptr, seconds), {} };
}

ApiError ApiError::unreachable(const QString &text)
{
    return { Kind::Unreachable, text, {} };
}

ApiError ApiError::notParlor()
{
    return { Kind::NotParlor, tr("Something answers there, but it is not a Parlor server."), {} };
}

ApiError ApiError::refused(const Error &error)
{
    QString text;
    switch (error.kind) {
    case Error::Kind::Unauthorized:
        text = tokenWanted();
        break;
    case Error::Kind::AccessForbidden:
        text = tr("The server does not allow this.");
        break;
    case Error::Kind::TooManyRequests:
        text = tr("The server got too many requests. Try again in a moment.");
        break;
    case Error::Kind::StorageUnavailable:
        text = tr("The server cannot reach its storage.");
        break;
    default:
        text = error.messages.join("\n"_L1);
    }
    return { Kind::Refused, text, error };
}

QString ApiError::tokenWanted()
{
    return tr("The server asks for a token, and got none that it accepts.");
}

QString ApiError::mayNotWatch()
{
    return tr("The token does not allow watching this server: it takes an admin's or an observer's, for every room.");
}

} // namespace parlor::admin
