// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/Moderation.h"

#include "rooms/RoomDirectory.h"
#include "rooms/RoomMembership.h"
#include "rooms/RoomRequests.h"
#include "rooms/WorkerFeeds.h"

#include <algorithm>
#include <memory>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> notFound(const QString &roomId)
{
    return tl::unexpected(Error::roomNotFound(roomId));
}

tl::unexpected<Error> full(const QString &what)
{
    return tl::unexpected(Error::limitReached(what));
}

} // namespace

Moderation::Moderation(RoomStore &store, RoomDirectory &rooms, WorkerFeeds &feeds, RoomMembership &membership,
                       BanList &bans) :
    m_store(store),
    m_rooms(rooms),
    m_feeds(feeds),
    m_membership(membership),
    m_bans(bans)
{
}

void Moderation::restore(const StoredRooms &stored)
{
    for (const Ban &ban : stored.bans)
        m_bans.add(ban);
    for (const StoredMute &mute : stored.mutes)
        m_mutes[mute.room].insert(mute.mute.username, mute.mute);
    if (!m_bans.isEmpty())
        tellWorkers();
}

void Moderation::ban(const Ban &ban, Done<Ban> done)
{
    if (!ban.roomId.isEmpty() && !m_rooms.findOpen(ban.roomId))
        return done(notFound(ban.roomId));
    m_bans.expire(currentTimestamp());
    if (m_bans.size() >= MaxBans)
        return done(full(u"There are as many bans as there may be"_s));
    m_store.addBan(ban, [this, ban, done = std::move(done)](const Result<qint64> &stored) {
        if (!stored)
            return done(tl::unexpected(stored.error()));
        Ban made = ban;
        made.banId = *stored;
        m_bans.add(made);
        enforce(made);
        tellWorkers();
        done(made);
    });
}

void Moderation::unban(qint64 banId, Done<Ban> done)
{
    findBan(banId, [this, done = std::move(done)](const Result<Ban> &found) {
        if (!found)
            return done(found);
        m_store.removeBan(found->banId, [this, ban = *found, done](const Result<void> &removed) {
            if (!removed)
                return done(tl::unexpected(removed.error()));
            m_bans.remove(ban.banId);
            tellWorkers();
            done(ban);
        });
    });
}

void Moderation::findBan(qint64 banId, Done<Ban> done) const
{
    const Ban *const ban = m_bans.find(banId);
    if (ban && ban->holdsAt(currentTimestamp()))
        done(*ban);
    else
        done(tl::unexpected(Error::banNotFound(QString::number(banId))));
}

void Moderation::listBans(Done<QList<Ban>> done) const
{
    QList<Ban> bans = m_bans.all();
    bans.removeIf([now = currentTimestamp()](const Ban &ban) { return !ban.holdsAt(now); });
    done(bans);
}

void Moderation::mute(const QString &roomId, const Mute &mute, Done<Mute> done)
{
    const ActiveRoom *const room = m_rooms.findOpen(roomId);
    if (!room)
        return done(notFound(roomId));
    if (isFull(room->key()))
        return done(full(u"As many are muted in the room as may be"_s));
    m_store.addMute({ room->key(), mute },
                    [this, key = room->key(), mute, roomId, done = std::move(done)](const Result<void> &stored) {
                        if (!stored)
                            return done(tl::unexpected(stored.error()));
                        if (!m_rooms.find(key))
                            return done(notFound(roomId));
                        m_mutes[key].insert(mute.username, mute);
                        done(mute);
                    });
}

void Moderation::unmute(const QString &roomId, const QString &username, Done<void> done)
{
    const ActiveRoom *const room = m_rooms.findOpen(roomId);
    if (!room)
        return done(notFound(roomId));
    if (!holding(room->key(), username))
        return done(tl::unexpected(Error::muteNotFound(username)));
    m_store.removeMute(room->key(), username,
                       [this, key = room->key(), username, done = std::move(done)](const Result<void> &removed) {
                           if (removed)
                               remove(key, username);
                           done(removed);
                       });
}

void Moderation::listMutes(const QString &roomId, Done<QList<Mute>> done) const
{
    const ActiveRoom *const room = m_rooms.findOpen(roomId);
    if (!room)
        return done(notFound(roomId));
    QList<Mute> mutes = m_mutes.value(room->key()).values();
    mutes.removeIf([now = currentTimestamp()](const Mute &mute) { return !mute.holdsAt(now); });
    std::ranges::sort(mutes, {}, [](const Mute &mute) { return std::pair(mute.createdAt, mute.username); });
    done(mutes);
}

Result<void> Moderation::maySpeak(const ActiveRoom &room, const PostRequest &request) const
{
    if (m_bans.isEmpty() && m_mutes.isEmpty())
        return {};
    const auto admitted = m_bans.admits(request.username, request.address, request.roomId, currentTimestamp());
    if (!admitted)
        return admitted;
    const Participant *const seat = room.participant(request.sender);
    for (const QString &name : { request.username, seat ? seat->username : request.username }) {
        if (const Mute *const mute = holding(room.key(), name))
            return tl::unexpected(Error::muted(mute->reason, mute->until));
    }
    return {};
}

void Moderation::introduce(quint16 worker) const
{
    if (!m_bans.isEmpty())
        m_feeds.toWorker(worker, BansEvent { std::make_shared<const BanList>(m_bans) });
}

void Moderation::enforce(const Ban &ban)
{
    for (const auto &[key, room] : m_rooms.rooms()) {
        if (room->isOpen() && (ban.roomId.isEmpty() || ban.roomId == room->roomId()))
            m_membership.evict(*room, ban);
    }
    if (ban.roomId.isEmpty())
        m_membership.evictFromLobby(ban);
}

void Moderation::tellWorkers() const
{
    m_feeds.toAll(BansEvent { std::make_shared<const BanList>(m_bans) });
}

bool Moderation::isFull(RoomKey room)
{
    const auto mutes = m_mutes.find(room);
    if (mutes == m_mutes.end())
        return false;
    mutes->removeIf([now = currentTimestamp()](const auto &entry) { return !entry.value().holdsAt(now); });
    return mutes->size() >= MaxMutes;
}

void Moderation::remove(RoomKey room, const QString &username)
{
    const auto mutes = m_mutes.find(room);
    if (mutes != m_mutes.end() && mutes->remove(username) && mutes->isEmpty())
        m_mutes.erase(mutes);
}

const Mute *Moderation::holding(RoomKey room, const QString &username) const
{
    const auto mutes = m_mutes.constFind(room);
    if (mutes == m_mutes.cend())
        return nullptr;
    const auto mute = mutes->constFind(username);
    return mute != mutes->cend() && mute->holdsAt(currentTimestamp()) ? &*mute : nullptr;
}

} // namespace parlor
