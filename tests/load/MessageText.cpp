// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "MessageText.h"

#include <QStringBuilder>

#include <charconv>
#include <cstring>

namespace parlor::load {

namespace {

constexpr QByteArrayView OrderKey("\"order\":");
constexpr QByteArrayView ContentKey("\"content\":\"T");
constexpr int StampDigits = 19;
constexpr int AuthorDigits = 6;
/// T, the moment, a #, the author.
constexpr int StampBytes = 2 + StampDigits + AuthorDigits;

/// Where \a json goes on behind \a key, or -1. \a place is a first guess, and is corrected.
qsizetype findBehind(QByteArrayView json, QByteArrayView key, qsizetype &place)
{
    if (place + key.size() <= json.size() && std::memcmp(json.data() + place, key.data(), std::size_t(key.size())) == 0)
        return place + key.size();
    const void *found = ::memmem(json.data(), std::size_t(json.size()), key.data(), std::size_t(key.size()));
    if (!found)
        return -1;
    place = static_cast<const char *>(found) - json.data();
    return place + key.size();
}

template <typename Number>
Number numberAt(QByteArrayView json, qsizetype position)
{
    Number number = 0;
    std::from_chars(json.data() + position, json.data() + json.size(), number);
    return number;
}

QByteArray padded(qint64 number, int digits)
{
    return QByteArray::number(number).rightJustified(digits, '0');
}

} // namespace

MessageTemplate::MessageTemplate(QByteArrayView roomId, int author, int contentBytes) :
    m_text("{\"roomId\":\"" + roomId.toByteArray() + "\",\"username\":\"u" + QByteArray::number(author)
           + "\",\"createdAt\":\"2026-01-01T00:00:00.000Z\"," + ContentKey.toByteArray())
{
    m_stampAt = m_text.size();
    m_text += padded(0, StampDigits) + '#' + padded(author, AuthorDigits)
        + QByteArray(std::max(0, contentBytes - StampBytes), 'x') + "\"}";
}

const QByteArray &MessageTemplate::stamped(qint64 sentNs)
{
    m_text.replace(m_stampAt, StampDigits, padded(sentNs, StampDigits));
    return m_text;
}

qint64 MessageReader::order(QByteArrayView json)
{
    const qsizetype at = findBehind(json, OrderKey, m_orderAt);
    return at < 0 ? 0 : numberAt<qint64>(json, at);
}

std::optional<Stamp> MessageReader::stamp(QByteArrayView json)
{
    const qsizetype at = findBehind(json, ContentKey, m_stampAt);
    if (at < 0 || at + StampBytes > json.size())
        return {};
    return Stamp { numberAt<qint64>(json, at), numberAt<int>(json, at + StampDigits + 1) };
}

} // namespace parlor::load
