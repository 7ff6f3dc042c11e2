// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/OriginPolicy.h"

#include <algorithm>
#include <array>

namespace parlor {

namespace {

bool isVisibleAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// Lower case, without the port that the scheme implies: browsers leave that out.
QByteArray normalized(QByteArrayView origin)
{
    QByteArray text = origin.toByteArray().toLower();
    if (text.startsWith("http://") && text.endsWith(":80"))
        text.chop(3);
    else if (text.startsWith("https://") && text.endsWith(":443"))
        text.chop(4);
    return text;
}

bool isPort(QByteArrayView text)
{
    constexpr qsizetype longest = 5;
    constexpr auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return !text.isEmpty() && text.size() <= longest && std::all_of(text.begin(), text.end(), isDigit)
        && text.toInt() <= 65535;
}

/// \a origin is normalized.
bool isThisMachine(QByteArrayView origin)
{
    using Prefixes = std::array<QByteArrayView, 6>;
    static constexpr Prefixes ownOrigins = { "http://localhost",  "http://127.0.0.1",  "http://[::1]",
                                             "https://localhost", "https://127.0.0.1", "https://[::1]" };

    return std::any_of(ownOrigins.begin(), ownOrigins.end(), [origin](QByteArrayView own) {
        if (!origin.startsWith(own))
            return false;
        const QByteArrayView rest = origin.sliced(own.size());
        return rest.isEmpty() || (rest.startsWith(':') && isPort(rest.sliced(1)));
    });
}

} // namespace

OriginPolicy::OriginPolicy(const QList<QByteArray> &allowedOrigins)
{
    for (QByteArray origin : allowedOrigins) {
        if (origin == "*")
            m_any = true;
        if (origin.endsWith('/'))
            origin.chop(1);
        m_origins += normalized(origin);
    }
}

bool OriginPolicy::allows(QByteArrayView origin) const
{
    if (origin.isEmpty() || !isVisibleAscii(origin))
        return false;
    if (m_any)
        return true;
    const QByteArray wanted = normalized(origin);
    return m_origins.isEmpty() ? isThisMachine(wanted) : m_origins.contains(wanted);
}

bool OriginPolicy::admits(QByteArrayView origin, QByteArrayView host) const
{
    if (origin.isEmpty() || allows(origin))
        return true;
    const QByteArray wanted = normalized(origin);
    const qsizetype separator = wanted.indexOf("://");
    // With the origin's scheme, because a Host field has none: a port may be left out in one and named in the other.
    return separator > 0 && !host.isEmpty() && isVisibleAscii(origin)
        && wanted == normalized(QByteArray(wanted.first(separator) + "://" + host));
}

bool OriginPolicy::isFieldNameList(QByteArrayView text)
{
    constexpr QByteArrayView punctuation("!#$%&'*+-.^_`|~, ");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || punctuation.contains(c);
    });
}

} // namespace parlor
