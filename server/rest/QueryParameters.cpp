// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/QueryParameters.h"

#include "rest/PercentCoding.h"

#include <QStringList>

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// Nothing unless \a text is decimal digits alone, at most as many as make a 64-bit number.
std::optional<qint64> toNumber(QStringView text)
{
    constexpr qsizetype mostDigits = 18;
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (text.isEmpty() || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    while (text.size() > 1 && text.front() == u'0')
        text = text.sliced(1);
    if (text.size() > mostDigits)
        return std::nullopt;
    return text.toLongLong();
}

} // namespace

QueryParameters::QueryParameters(QByteArrayView query)
{
    while (!query.isEmpty()) {
        const qsizetype end = query.indexOf('&');
        const QByteArrayView item = end < 0 ? query : query.first(end);
        query = end < 0 ? QByteArrayView() : query.sliced(end + 1);
        const qsizetype equals = item.indexOf('=');
        if (equals < 0)
            m_items.emplaceBack(item, QByteArrayView());
        else
            m_items.emplaceBack(item.first(equals), item.sliced(equals + 1));
    }
}

std::optional<QString> QueryParameters::text(QLatin1StringView name)
{
    std::optional<QByteArrayView> raw;
    for (const auto &[key, value] : m_items) {
        if (formDecoded(key) != QString(name))
            continue;
        if (raw) {
            refuse(Error::badRequest(name + u" must be given once"));
            return std::nullopt;
        }
        raw = value;
    }
    if (!raw)
        return std::nullopt;
    std::optional<QString> decoded = formDecoded(*raw);
    if (!decoded)
        refuse(Error::badRequest(name + u" must be percent-encoded UTF-8"));
    return decoded;
}

std::optional<qint64> QueryParameters::number(QLatin1StringView name, qint64 least, qint64 most)
{
    const std::optional<QString> value = text(name);
    if (!value)
        return std::nullopt;
    const std::optional<qint64> result = toNumber(*value);
    if (result && *result >= least && *result <= most)
        return result;
    refuse(Error::badRequest(name + u" must be a number from " + QString::number(least) + u" to "
                             + QString::number(most)));
    return std::nullopt;
}

qsizetype QueryParameters::choice(QLatin1StringView name, std::initializer_list<QLatin1StringView> choices)
{
    const std::optional<QString> value = text(name);
    if (!value)
        return 0;
    const auto found = std::find(choices.begin(), choices.end(), *value);
    if (found != choices.end())
        return found - choices.begin();
    const QStringList names(choices.begin(), choices.end());
    refuse(Error::badRequest(name + u" must be one of " + names.join(", "_L1)));
    return 0;
}

void QueryParameters::refuse(const Error &error)
{
    if (!m_error)
        m_error = error;
}

Result<void> QueryParameters::verdict() const
{
    if (m_error)
        return tl::unexpected(*m_error);
    return {};
}

} // namespace parlor
