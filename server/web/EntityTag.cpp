// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/EntityTag.h"

#include <QCryptographicHash>

namespace parlor {

namespace {

constexpr qsizetype TagBytes = 15;

/// Takes what \a rest begins with off it: one tag with its quotes, but without the mark of a weak one; empty
/// where there is none.
QByteArrayView takeTag(QByteArrayView &rest)
{
    if (rest.startsWith("W/"))
        rest = rest.sliced(2);
    if (!rest.startsWith('"'))
        return {};
    const qsizetype end = rest.indexOf('"', 1);
    if (end < 0)
        return {};
    const QByteArrayView tag = rest.first(end + 1);
    rest = rest.sliced(end + 1).trimmed();
    return tag;
}

} // namespace

QByteArray entityTagOf(const QByteArray &content)
{
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256).first(TagBytes);
    QByteArray tag = hash.toBase64(QByteArray::Base64UrlEncoding);
    return tag.prepend('"').append('"');
}

bool namesEntityTag(QByteArrayView ifNoneMatch, QByteArrayView entityTag)
{
    QByteArrayView rest = ifNoneMatch.trimmed();
    if (rest == "*")
        return true;
    for (;;) {
        const QByteArrayView tag = takeTag(rest);
        if (tag.isEmpty())
            return false;
        if (tag == entityTag)
            return true;
        if (!rest.startsWith(','))
            return false;
        rest = rest.sliced(1).trimmed();
    }
}

} // namespace parlor
