// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/StoreSession.h"

namespace parlor {

StoreSession::StoreSession(RoomStore &store) :
    m_store(store)
{
}

void StoreSession::onTrimmed(Trimmed tell)
{
    m_store.onTrimmed([alive = std::weak_ptr(m_alive), tell = std::move(tell)](const QList<TrimmedRoom> &rooms) {
        if (!alive.expired())
            tell(rooms);
    });
}

void StoreSession::load(Done<StoredRooms> done)
{
    m_store.load(whileAlive(std::move(done)));
}

void StoreSession::createRoom(const StoredRoom &room, Done<void> done)
{
    m_store.createRoom(room, whileAlive(std::move(done)));
}

void StoreSession::closeRoom(RoomKey room, Done<void> done)
{
    m_store.closeRoom(room, whileAlive(std::move(done)));
}

void StoreSession::append(QList<NewMessage> batch, Done<void> done)
{
    m_store.append(std::move(batch), whileAlive(std::move(done)));
}

void StoreSession::findMessages(QList<ClientMessageRef> references, Done<QList<KnownMessage>> done)
{
    m_store.findMessages(std::move(references), whileAlive(std::move(done)));
}

void StoreSession::read(RoomKey room, MessageRange range, Done<MessagePage> done)
{
    m_store.read(room, range, whileAlive(std::move(done)));
}

void StoreSession::proveWritable(Done<void> done)
{
    m_store.proveWritable(whileAlive(std::move(done)));
}

void StoreSession::recordPresence(QList<PresenceRecord> records)
{
    m_store.recordPresence(std::move(records));
}

void StoreSession::addBan(const Ban &ban, Done<qint64> done)
{
    m_store.addBan(ban, whileAlive(std::move(done)));
}

void StoreSession::removeBan(qint64 banId, Done<void> done)
{
    m_store.removeBan(banId, whileAlive(std::move(done)));
}

void StoreSession::addMute(const StoredMute &mute, Done<void> done)
{
    m_store.addMute(mute, whileAlive(std::move(done)));
}

void StoreSession::removeMute(RoomKey room, const QString &username, Done<void> done)
{
    m_store.removeMute(room, username, whileAlive(std::move(done)));
}

void StoreSession::recordAudit(const AuditEntry &entry, Done<void> done)
{
    m_store.recordAudit(entry, whileAlive(std::move(done)));
}

void StoreSession::readAudit(AuditRange range, Done<QList<AuditEntry>> done)
{
    m_store.readAudit(range, whileAlive(std::move(done)));
}

template <typename T>
RoomStore::Done<T> StoreSession::whileAlive(Done<T> done) const
{
    return [alive = std::weak_ptr(m_alive), done = std::move(done)](Result<T> result) {
        if (!alive.expired())
            done(std::move(result));
    };
}

} // namespace parlor
