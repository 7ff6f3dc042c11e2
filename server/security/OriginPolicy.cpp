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

OriginPolicy::OriginPolicy(const QList<QByteArray> &allowedOrigins, bool speaksTls) :
    m_speaksTls(speaksTls)
{
    for (QByteArray origin : allowedOrigins) {
        if (origin == "*")
            m_any = true;
        if (origin.endsWith('/'))
            origin.chop(1);
        m_origins += normalized(origin);
    }
}

bool OriginPolicy::isOrigin(QByteArrayView text)
{
    constexpr QByteArrayView separator("://");
    const qsizetype scheme = text.indexOf(separator);
    if (scheme < 1 || !isVisibleAscii(text))
        return false;
    QByteArrayView authority = text.sliced(scheme + separator.size());
    if (authority.endsWith('/'))
        authority.chop(1);
    const qsizetype port = authority.lastIndexOf(':');
    if (port > authority.lastIndexOf(']')) {
        if (!isPort(authority.sliced(port + 1)))
            return false;
        authority.truncate(port);
    }
    constexpr QByteArrayView never("/?#@\\*,\"<>");
    return !authority.isEmpty() && std::none_of(authority.begin(), authority.end(), [never](char c) { return never.contains(c); });
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
    if (m_speaksTls && !wanted.startsWith("https://"))
        return false;
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
