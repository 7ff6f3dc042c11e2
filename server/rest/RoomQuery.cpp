// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RoomQuery.h"

#include "json/JsonParsing.h"
#include "json/JsonText.h"
#include "rest/QueryParameters.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// Holds what the cursor must begin with, and what the places in it are made of.
constexpr qsizetype CursorSize = 6;

bool isInteger(const QJsonValue &value)
{
    return value.isDouble() && value.toInteger(0) == value.toInteger(1);
}

} // namespace

Result<RoomQuery> RoomQuery::read(QByteArrayView query)
{
    QueryParameters parameters(query);
    RoomQuery result;
    result.m_search = parameters.text("search"_L1).value_or(QString());
    result.m_sort = static_cast<Sort>(parameters.choice(
        "sort"_L1, { "createdAt"_L1, "roomId"_L1, "lastActivityAt"_L1, "participants"_L1, "messages"_L1 }));
    result.m_descending = parameters.choice("order"_L1, { "asc"_L1, "desc"_L1 }) == 1;
    result.m_limit = parameters.number("limit"_L1, 1, MaxLimit).value_or(DefaultLimit);
    if (const std::optional<QString> cursor = parameters.text("cursor"_L1)) {
        result.m_after = result.fromCursor(*cursor);
        if (!result.m_after)
            parameters.refuse(Error::badRequest(
                u"cursor must be a nextCursor that was given for the same sort and order"_s));
    }
    if (const Result<void> verdict = parameters.verdict(); !verdict)
        return tl::unexpected(verdict.error());
    return result;
}

RoomPage RoomQuery::apply(const QList<Room> &rooms) const
{
    struct Candidate {
        Place place;
        const Room *room = nullptr;
    };
    const auto isEarlier = [this](const Candidate &left, const Candidate &right) {
        return isBefore(left.place, right.place);
    };

    RoomPage page;
    std::vector<Candidate> candidates;
    for (const Room &room : rooms) {
        if (!finds(room))
            continue;
        ++page.total;
        Place place = placeOf(room);
        if (!m_after || isBefore(*m_after, place))
            candidates.push_back({ std::move(place), &room });
    }

    const auto limit = static_cast<std::size_t>(m_limit);
    const bool isLastPage = candidates.size() <= limit;
    if (!isLastPage) {
        const auto end = candidates.begin() + m_limit;
        std::nth_element(candidates.begin(), end, candidates.end(), isEarlier);
        candidates.resize(limit);
    }
    std::sort(candidates.begin(), candidates.end(), isEarlier);

    page.rooms.reserve(static_cast<qsizetype>(candidates.size()));
    for (const Candidate &candidate : candidates)
        page.rooms.append(*candidate.room);
    if (!isLastPage)
        page.nextCursor = toCursor(candidates.back().place);
    return page;
}

RoomQuery::Place RoomQuery::placeOf(const Room &room) const
{
    Place place;
    place.createdAt = room.createdAt;
    place.roomId = room.roomId;
    switch (m_sort) {
    case Sort::CreatedAt:
        place.number = room.createdAt;
        break;
    case Sort::RoomId:
        place.text = room.roomId;
        break;
    case Sort::LastActivityAt:
        place.number = room.lastActivityAt;
        break;
    case Sort::Participants:
        place.number = room.participants;
        break;
    case Sort::Messages:
        place.number = room.messages;
        break;
    }
    return place;
}

bool RoomQuery::isBefore(const Place &left, const Place &right) const
{
    const auto key = [](const Place &place) {
        return std::tie(place.number, place.text, place.createdAt, place.roomId);
    };
    return m_descending ? key(right) < key(left) : key(left) < key(right);
}

bool RoomQuery::finds(const Room &room) const
{
    return m_search.isEmpty() || room.roomId.contains(m_search, Qt::CaseInsensitive)
        || room.creatorUsername.contains(m_search, Qt::CaseInsensitive);
}

QByteArray RoomQuery::toCursor(const Place &place) const
{
    const QJsonArray parts{ static_cast<int>(m_sort), m_descending, place.number, place.text,
                            place.createdAt,          place.roomId };
    return json::toCompact(parts).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<RoomQuery::Place> RoomQuery::fromCursor(const QString &cursor) const
{
    const auto bytes = QByteArray::fromBase64Encoding(
        cursor.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return std::nullopt;
    const QJsonArray parts = json::parse(*bytes).array();
    const bool isWhole = parts.size() == CursorSize && isInteger(parts[2]) && parts[3].isString()
        && isInteger(parts[4]) && parts[5].isString();
    if (!isWhole || parts[0] != static_cast<int>(m_sort) || parts[1] != m_descending)
        return std::nullopt;
    return Place{ parts[2].toInteger(), parts[3].toString(), parts[4].toInteger(), parts[5].toString() };
}

} // namespace parlor
