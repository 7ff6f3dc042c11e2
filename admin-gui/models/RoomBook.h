// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/LiveClient.h"
#include "api/RestClient.h"
#include "models/RoomEntry.h"

#include <QCollator>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <memory>
#include <unordered_map>

namespace parlor::admin {

/// What changed in a RoomBook. Entries that were removed live until the signal has returned.
struct RoomChanges {
    QList<RoomEntry *> added;
    QList<RoomEntry *> removed;
    QList<RoomEntry *> updated;

    bool isEmpty() const { return added.isEmpty() && removed.isEmpty() && updated.isEmpty(); }
};

/// All rooms of the server. While the live feed stands, rooms that come and go and what is said are followed at once;
/// a slow walk through the listing, one page every two seconds, corrects what is not told live, such as the number of
/// participants. Without the feed it keeps what it knew.
class RoomBook : public QObject {
    Q_OBJECT

public:
    /// Both must outlive the book.
    RoomBook(RestClient &rest, LiveClient &live, QObject *parent = nullptr);
    ~RoomBook() override;

    qsizetype size() const { return qsizetype(m_rooms.size()); }
    const RoomEntry *find(const QString &roomId) const;
    std::vector<RoomEntry *> entries() const;
    /// The listing was read through once since the server was chosen.
    bool isComplete() const { return m_isComplete; }
    /// Why the listing cannot be read for the moment: a sentence, or empty.
    const QString &problem() const { return m_problem; }
    /// Another server: forgets everything.
    void clear();

    /// After a room was created over REST, whose event may still be on its way.
    void add(const Room &room);
    void remove(const QString &roomId);

Q_SIGNALS:
    void changed(const parlor::admin::RoomChanges &changes);
    void completed();
    void problemChanged();

private:
    void follow();
    void readPage();
    void setProblem(const QString &problem);
    void takePage(const RoomListPage &page);
    void endListing();
    void handle(const QList<LiveEvent> &events);
    void count(const Exchange &exchange);
    void setParticipants(const QString &roomId, qint64 participants);
    void tick();
    void put(const Room &room);
    void take(const QString &roomId);
    void flush();

    RestClient &m_rest;
    LiveClient &m_live;
    QCollator m_collator;
    std::unordered_map<QString, std::unique_ptr<RoomEntry>> m_rooms;
    RoomChanges m_changes;
    QSet<RoomEntry *> m_touched; ///< what a tick is to tell
    QSet<RoomEntry *> m_busy; ///< those with messages in the last seconds
    std::vector<std::unique_ptr<RoomEntry>> m_buried;
    QTimer m_tick;
    QTimer m_nextPage;
    QPointer<RestCall> m_page;
    QString m_problem;
    QByteArray m_cursor;
    quint64 m_listing = 1;
    bool m_isComplete = false;
    /// Closed while the current listing is read: an older page may still name them.
    QHash<QString, Timestamp> m_closedLately;
};

} // namespace parlor::admin
