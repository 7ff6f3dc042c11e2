// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomFeed.h"

#include <QList>
#include <QStringList>

#include <vector>

namespace parlor {

/// Writes down what a feed sends, in a worker's place. Stays for as long as the feed sends.
class FeedLog {
public:
    explicit FeedLog(RoomFeed &feed);

    /// All events of one kind, in order.
    template <typename T>
    QList<T> all() const
    {
        QList<T> events;
        for (const RoomEvent &event : m_events) {
            if (const T *match = std::get_if<T>(&event))
                events.append(*match);
        }
        return events;
    }
    template <typename T>
    qsizetype count() const
    {
        return all<T>().size();
    }
    /// The broadcasts, direct and lobby events of that name; their data.
    QList<QByteArray> named(const QByteArray &nameJson) const;
    /// The kinds of the events in their order, presence left out, e.g. "enter", "exchange 1", "answer 1", "closed".
    QStringList story() const;
    void clear() { m_events.clear(); }

private:
    std::vector<RoomEvent> m_events;
};

} // namespace parlor
