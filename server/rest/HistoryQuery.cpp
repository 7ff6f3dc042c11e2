// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/HistoryQuery.h"

#include "rest/QueryParameters.h"
#include "rest/RoomPath.h"

#include <algorithm>
#include <optional>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestOrder = QueryParameters::LargestInteger;

/// `fromIndex` or `toIndex` as the original reads them: an optional minus sign and digits.
bool isInteger(const QString &text)
{
    const QStringView digits = QStringView(text).sliced(text.startsWith(u'-') ? 1 : 0);
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    return !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), isDigit);
}

bool isPositive(const QString &integer)
{
    return !integer.startsWith(u'-') && integer.count(u'0') < integer.size();
}

struct Window {
    std::optional<qint64> from;
    std::optional<qint64> to;
};

Window readWindow(QueryParameters &parameters)
{
    const std::optional<QString> from = parameters.text("fromIndex"_L1);
    const std::optional<QString> to = parameters.text("toIndex"_L1);
    if (!isInteger(from.value_or(u"1"_s)) || !isInteger(to.value_or(u"1"_s)))
        parameters.refuse(Error::badRequest(u"Validation failed (numeric string is expected)"_s));
    if (!isPositive(from.value_or(u"1"_s)) || !isPositive(to.value_or(u"1"_s)))
        parameters.refuse(
            Error::badWindow(u"Invalid parameters, 'fromIndex' and 'toIndex' must be positive"_s));

    const Window window{ parameters.number("fromIndex"_L1, 1, LargestOrder),
                         parameters.number("toIndex"_L1, 1, LargestOrder) };
    if (window.from && window.to && *window.to < *window.from)
        parameters.refuse(
            Error::badWindow(u"Invalid parameters, 'toIndex' must no not be less than 'fromIndex'"_s));
    return window;
}

} // namespace

Result<HistoryQuery> HistoryQuery::read(QByteArrayView query)
{
    QueryParameters parameters(query);
    const Window window = readWindow(parameters);
    const std::optional<qint64> before = parameters.number("before"_L1, 1, LargestOrder);
    const std::optional<qint64> after = parameters.number("after"_L1, 0, LargestOrder);
    const std::optional<qint64> limit = parameters.number("limit"_L1, 1, MaxLimit);
    if (const Result<void> verdict = parameters.verdict(); !verdict)
        return tl::unexpected(verdict.error());

    HistoryQuery result;
    MessageRange &range = result.m_range;
    range.first = std::max(window.from.value_or(1), after.value_or(0) + 1);
    range.last = std::min(window.to.value_or(LargestOrder), before.value_or(LargestOrder + 1) - 1);
    range.from = window.from || after ? MessageRange::End::Oldest : MessageRange::End::Newest;
    range.limit = limit.value_or(window.from || window.to ? MaxLimit : DefaultLimit);
    range.maxBytes = MaxBytes;
    return result;
}

QByteArray HistoryQuery::links(const QString &roomId, const MessagePage &page) const
{
    qint64 first = m_range.first;
    qint64 last = std::min(m_range.last, std::max(page.newestOrder, first - 1));
    if (!page.messages.isEmpty()) {
        first = page.messages.first().order;
        last = page.messages.last().order;
    } else if (last < first - 1) {
        return {};
    }

    const auto link = [&](const char *name, qint64 order, const char *relation) -> QByteArray {
        return '<' + roomPath(roomId) + "/messages?" + name + '='
            + QByteArray::number(order) + "&limit=" + QByteArray::number(m_range.limit) + ">; rel=\""
            + relation + '"';
    };
    QByteArray links;
    if (page.newestOrder > last)
        links += link("after", last, "next");
    if (page.oldestOrder > 0 && page.oldestOrder < first) {
        if (!links.isEmpty())
            links += ", ";
        links += link("before", std::min(first, page.newestOrder + 1), "prev");
    }
    return links;
}

} // namespace parlor
