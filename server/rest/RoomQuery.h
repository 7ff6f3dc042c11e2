// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "model/Room.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonArray>
#include <QList>
#include <QString>

#include <optional>

namespace parlor {

struct RoomPage {
    QList<Room> rooms;
    /// How many rooms the search finds, on all pages.
    qint64 total = 0;
    /// Empty on the last page.
    QByteArray nextCursor;
};

/// A `GET /rooms`: which rooms, in which order, which part of them. Pure.
///
/// Rooms that are equal by the key they are sorted by follow each other by creation, then by roomId, so every
/// order is total. A cursor says after which place in it the page begins, so rooms that come and go shift
/// nothing else.
class RoomQuery {
public:
    static constexpr qint64 MaxLimit = 1000;
    static constexpr qint64 DefaultLimit = 100;

    /// Reads `search`, `sort`, `order`, `limit` and `cursor`. BadRequest names the parameter that is wrong; a
    /// cursor that was given for another sort or order is.
    static Result<RoomQuery> read(QByteArrayView query);

    /// Sorts no more of \a rooms than the page takes.
    RoomPage apply(const QList<Room> &rooms) const;

private:
    enum class Sort : quint8 { CreatedAt, RoomId, LastActivityAt, Participants, Messages };

    /// Where a room stands in the order. Of the first two, one is the key and the other the same for all.
    struct Place {
        qint64 number = 0;
        QString text;
        Timestamp createdAt = 0;
        QString roomId;
    };

    Place placeOf(const Room &room) const;
    bool isBefore(const Place &left, const Place &right) const;
    bool finds(const Room &room) const;
    QByteArray toCursor(const Place &place) const;
    std::optional<Place> fromCursor(const QString &cursor) const;

    QString m_search;
    Sort m_sort = Sort::CreatedAt;
    bool m_descending = false;
    qsizetype m_limit = DefaultLimit;
    std::optional<Place> m_after;
};

} // namespace parlor
