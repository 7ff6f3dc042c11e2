// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FailingRoomStore.h"

#include <utility>

namespace parlor {

FailingRoomStore::FailingRoomStore(RoomStore &store) :
    m_store(store)
{
}

bool FailingRoomStore::releaseOne()
{
    if (m_held.empty())
        return false;
    const auto completion = std::move(m_held.front());
    m_held.pop_front();
    completion();
    return true;
}

void FailingRoomStore::release()
{
    while (releaseOne()) { }
    m_isHolding = false;
}

void FailingRoomStore::onTrimmed(Trimmed tell)
{
    m_store.onTrimmed(std::move(tell));
}

void FailingRoomStore::load(Done<StoredRooms> done)
{
    if (!refuses(Call::Load, done))
        m_store.load(held(std::move(done)));
}

void FailingRoomStore::createRoom(const StoredRoom &room, Done<void> done)
{
    if (!refuses(Call::CreateRoom, done))
        m_store.createRoom(room, held(std::move(done)));
}

void FailingRoomStore::closeRoom(RoomKey room, Done<void> done)
{
    if (!refuses(Call::CloseRoom, done))
        m_store.closeRoom(room, held(std::move(done)));
}

void FailingRoomStore::append(QList<NewMessage> batch, Done<void> done)
{
    m_batches.append(batch.size());
    if (m_whenAppending)
        m_whenAppending();
    if (!refuses(Call::Append, done))
        m_store.append(std::move(batch), held(std::move(done)));
}

void FailingRoomStore::findMessages(QList<ClientMessageRef> references, Done<QList<KnownMessage>> done)
{
    if (!refuses(Call::FindMessages, done))
        m_store.findMessages(std::move(references), held(std::move(done)));
}

void FailingRoomStore::read(RoomKey room, MessageRange range, Done<MessagePage> done)
{
    ++m_reads;
    m_lastRange = range;
    if (!refuses(Call::Read, done))
        m_store.read(room, range, held(std::move(done)));
}

void FailingRoomStore::proveWritable(Done<void> done)
{
    if (!refuses(Call::ProveWritable, done))
        m_store.proveWritable(held(std::move(done)));
}

void FailingRoomStore::recordPresence(QList<PresenceRecord> records)
{
    m_records += records;
    m_store.recordPresence(std::move(records));
}

void FailingRoomStore::addBan(const Ban &ban, Done<qint64> done)
{
    if (!refuses(Call::Moderate, done))
        m_store.addBan(ban, held(std::move(done)));
}

void FailingRoomStore::removeBan(qint64 banId, Done<void> done)
{
    if (!refuses(Call::Moderate, done))
        m_store.removeBan(banId, held(std::move(done)));
}

void FailingRoomStore::addMute(const StoredMute &mute, Done<void> done)
{
    if (!refuses(Call::Moderate, done))
        m_store.addMute(mute, held(std::move(done)));
}

void FailingRoomStore::removeMute(RoomKey room, const QString &username, Done<void> done)
{
    if (!refuses(Call::Moderate, done))
        m_store.removeMute(room, username, held(std::move(done)));
}

void FailingRoomStore::recordAudit(const AuditEntry &entry, Done<void> done)
{
    if (!refuses(Call::Moderate, done))
        m_store.recordAudit(entry, held(std::move(done)));
}

void FailingRoomStore::readAudit(AuditRange range, Done<QList<AuditEntry>> done)
{
    if (!refuses(Call::Moderate, done))
        m_store.readAudit(range, held(std::move(done)));
}

template <typename T>
RoomStore::Done<T> FailingRoomStore::held(Done<T> done)
{
    return [this, done = std::move(done)](const Result<T> &result) {
        if (m_isHolding)
            m_held.emplace_back([done, result] { done(result); });
        else
            done(result);
    };
}

template <typename T>
bool FailingRoomStore::refuses(Call call, const Done<T> &done)
{
    if (m_failing != call)
        return false;
    // Through the store, so that the failure keeps its place among the completions.
    const Done<T> late = held(done);
    m_store.findMessages({}, [late](const auto &) {
        late(tl::unexpected(Error::of(Error::Kind::StorageUnavailable)));
    });
    return true;
}

} // namespace parlor
