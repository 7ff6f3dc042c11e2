// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Ban.h"
#include "model/Error.h"
#include "model/Mute.h"
#include "rooms/BanList.h"
#include "rooms/RoomStore.h"
#include "rooms/RoomTypes.h"

#include <QHash>
#include <QList>

#include <functional>

namespace parlor {

class ActiveRoom;
class RoomDirectory;
class RoomMembership;
class WorkerFeeds;
struct PostRequest;

/// Bans people, and mutes them in rooms: stored first, then in effect, then answered. Rooms thread only.
class Moderation {
public:
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    /// Of bans on the whole server, and of mutes in one room: beyond them LimitReached.
    static constexpr qsizetype MaxBans = 10'000;
    static constexpr qsizetype MaxMutes = 1'000;

    /// \a store must drop completions once this is gone. \a bans is kept up to date here and read elsewhere on this thread.
    Moderation(RoomStore &store, RoomDirectory &rooms, WorkerFeeds &feeds, RoomMembership &membership, BanList &bans);

    /// What was stored before the start. To be called before anybody is there; workers may be.
    void restore(const StoredRooms &stored);

    /// Takes the place of a ban of the same one from the same rooms. Whoever it keeps out is kicked from where it is. The answer has
    /// the ban's id. RoomNotFound where it is for one room, and that is not there.
    void ban(const Ban &ban, Done<Ban> done);
    /// The answer is what was lifted.
    void unban(qint64 banId, Done<Ban> done);
    void findBan(qint64 banId, Done<Ban> done) const;
    /// Those that hold, by when they were made.
    void listBans(Done<QList<Ban>> done) const;

    /// The same for who may not speak in a room. It ends with the room.
    void mute(const QString &roomId, const Mute &mute, Done<Mute> done);
    void unmute(const QString &roomId, const QString &username, Done<void> done);
    /// By when they were made.
    void listMutes(const QString &roomId, Done<QList<Mute>> done) const;

    /// Muted or Banned where that is so. A sender who is in the room under another name than the post's must be allowed to speak
    /// under both.
    Result<void> maySpeak(const ActiveRoom &room, const PostRequest &request) const;
    /// The room is gone.
    void forget(RoomKey room) { m_mutes.remove(room); }

    /// Tells a worker that has just come who is banned.
    void introduce(quint16 worker) const;

private:
    using Mutes = QHash<QString, Mute>;

    /// Kicks whom it keeps out.
    void enforce(const Ban &ban);
    void tellWorkers() const;
    /// Drops those that have ended.
    bool isFull(RoomKey room);
    void remove(RoomKey room, const QString &username);
    const Mute *holding(RoomKey room, const QString &username) const;

    RoomStore &m_store;
    RoomDirectory &m_rooms;
    WorkerFeeds &m_feeds;
    RoomMembership &m_membership;
    BanList &m_bans;
    QHash<RoomKey, Mutes> m_mutes;
};

} // namespace parlor
