// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/MemoryRoomStore.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace parlor {

namespace {

/// How many messages are dropped for their age before somebody else has a turn.
constexpr int MaxAgedAtOnce = 10'000;

} // namespace

MemoryRoomStore::MemoryRoomStore(const Retention &retention) :
    m_retention{ retention.messages > 0 ? std::min(retention.messages, MaxMessages) : MaxMessages, retention.days },
    m_moderation(retention)
{
}

MemoryRoomStore::~MemoryRoomStore() = default;

void MemoryRoomStore::onTrimmed(Trimmed tell)
{
    m_trimmed = std::move(tell);
}

void MemoryRoomStore::load(Done<StoredRooms> done)
{
    StoredRooms stored;
    stored.rooms = m_rooms.values();
    stored.lastKey = m_lastKey;
    std::ranges::sort(stored.rooms, {}, &StoredRoom::key);
    for (const StoredRoom &room : std::as_const(stored.rooms)) {
        QList<Participant> participants = m_histories.value(room.key)->participants.values();
        std::ranges::sort(participants, {}, &Participant::joinedAt);
        for (const Participant &participant : std::as_const(participants))
            stored.participants.append({ room.key, participant });
    }
    stored.bans = m_moderation.bans();
    stored.mutes = m_moderation.mutes();
    complete<StoredRooms>(done, stored);
    if (m_retention.days > 0) {
        auto *const timer = new QTimer(context());
        QObject::connect(timer, &QTimer::timeout, timer, [this] { dropAged(); });
        timer->start(RetentionIntervalMs);
        dropAged();
    }
}

void MemoryRoomStore::createRoom(const StoredRoom &room, Done<void> done)
{
    m_lastKey = std::max(m_lastKey, room.key);
    m_rooms.insert(room.key, room);
    m_histories.insert(room.key, std::make_shared<History>());
    complete<void>(done, {});
}

void MemoryRoomStore::closeRoom(RoomKey room, Done<void> done)
{
    m_rooms.remove(room);
    m_histories.remove(room);
    m_moderation.forget(room);
    complete<void>(done, {});
}

bool MemoryRoomStore::follows(const QList<NewMessage> &batch) const
{
    QHash<RoomKey, qint64> lastOrders;
    for (const NewMessage &message : batch) {
        const auto room = m_rooms.constFind(message.room);
        if (room == m_rooms.cend())
            return false;
        const qint64 lastOrder = lastOrders.value(message.room, room->lastOrder);
        if (message.message.order != lastOrder + 1)
            return false;
        lastOrders.insert(message.room, message.message.order);
    }
    return true;
}

void MemoryRoomStore::append(QList<NewMessage> batch, Done<void> done)
{
    if (!follows(batch)) {
        complete<void>(done, tl::unexpected(Error::of(Error::Kind::Internal)));
        return;
    }
    QSet<RoomKey> trimmed;
    for (const NewMessage &message : std::as_const(batch)) {
        StoredRoom &room = m_rooms[message.room];
        const qint64 oldest = room.oldestOrder;
        add(room, **m_histories.constFind(message.room), message);
        if (room.oldestOrder != oldest)
            trimmed.insert(message.room);
    }
    complete<void>(done, {});
    tellTrimmed(trimmed);
}

void MemoryRoomStore::add(StoredRoom &room, History &history, const NewMessage &message) const
{
    room.lastOrder = message.message.order;
    room.lastActivityAt = std::max(room.lastActivityAt, message.storedAt);
    history.messages.push_back({ message.message, message.clientMessageId, message.storedAt });
    if (!message.clientMessageId.isEmpty())
        history.byClientId.insert(message.clientMessageId, { message.message.order, message.createdAt });
    while (room.oldestOrder < m_retention.oldestOrder(room.lastOrder))
        dropOldest(room, history);
}

void MemoryRoomStore::dropOldest(StoredRoom &room, History &history)
{
    // A later message may have the id by now.
    const QString &id = history.messages.front().clientMessageId;
    if (!id.isEmpty() && history.byClientId.value(id).order == room.oldestOrder)
        history.byClientId.remove(id);
    history.messages.pop_front();
    ++room.oldestOrder;
}

void MemoryRoomStore::dropAged()
{
    const Timestamp oldestTime = m_retention.oldestTime(currentTimestamp());
    int dropped = 0;
    QSet<RoomKey> trimmed;
    for (auto room = m_rooms.begin(); room != m_rooms.end() && dropped < MaxAgedAtOnce; ++room) {
        History &history = **m_histories.constFind(room.key());
        while (!history.messages.empty() && history.messages.front().storedAt < oldestTime
               && dropped++ < MaxAgedAtOnce) {
            dropOldest(*room, history);
            trimmed.insert(room.key());
        }
    }
    tellTrimmed(trimmed);
    if (dropped >= MaxAgedAtOnce)
        QTimer::singleShot(0, context(), [this] { dropAged(); });
}

void MemoryRoomStore::tellTrimmed(const QSet<RoomKey> &rooms)
{
    if (rooms.isEmpty() || !m_trimmed)
        return;
    QList<TrimmedRoom> trimmed;
    for (const RoomKey room : rooms)
        trimmed.append({ room, m_rooms.value(room).oldestOrder });
    QMetaObject::invokeMethod(context(), [this, trimmed] { m_trimmed(trimmed); }, Qt::QueuedConnection);
}

void MemoryRoomStore::findMessages(QList<ClientMessageRef> references, Done<QList<KnownMessage>> done)
{
    QList<KnownMessage> known;
    known.reserve(references.size());
    for (const ClientMessageRef &reference : std::as_const(references)) {
        const auto history = m_histories.constFind(reference.room);
        known.append(history == m_histories.cend() ? KnownMessage {}
                                                   : (*history)->byClientId.value(reference.clientMessageId));
    }
    complete<QList<KnownMessage>>(done, known);
}

void MemoryRoomStore::read(RoomKey room, MessageRange range, Done<MessagePage> done)
{
    MessagePage page;
    const auto history = m_histories.constFind(room);
    if (history != m_histories.cend() && !(*history)->messages.empty()) {
        const auto &messages = (*history)->messages;
        page.total = qint64(messages.size());
        page.oldestOrder = messages.front().message.order;
        page.newestOrder = messages.back().message.order;
        const OrderSpan span = range.within(page.oldestOrder, page.newestOrder);
        for (qint64 order = span.first; order <= span.last; ++order)
            page.messages.append(messages[std::size_t(order - page.oldestOrder)].message);
        range.limitBytes(page.messages);
    }
    complete<MessagePage>(done, page);
}

void MemoryRoomStore::proveWritable(Done<void> done)
{
    complete<void>(done, {});
}

void MemoryRoomStore::recordPresence(QList<PresenceRecord> records)
{
    for (const PresenceRecord &record : std::as_const(records)) {
        const auto history = m_histories.constFind(record.room);
        if (history == m_histories.cend())
            continue;
        QHash<QString, Participant> &participants = (*history)->participants;
        for (const QString &socketId : record.left)
            participants.remove(socketId);
        for (const Participant &participant : record.joined)
            participants.insert(participant.socketId, participant);
    }
}

void MemoryRoomStore::addBan(const Ban &ban, Done<qint64> done)
{
    complete<qint64>(done, m_moderation.addBan(ban));
}

void MemoryRoomStore::removeBan(qint64 banId, Done<void> done)
{
    m_moderation.removeBan(banId);
    complete<void>(done, {});
}

void MemoryRoomStore::addMute(const StoredMute &mute, Done<void> done)
{
    if (m_rooms.contains(mute.room))
        m_moderation.addMute(mute);
    complete<void>(done, {});
}

void MemoryRoomStore::removeMute(RoomKey room, const QString &username, Done<void> done)
{
    m_moderation.removeMute(room, username);
    complete<void>(done, {});
}

void MemoryRoomStore::recordAudit(const AuditEntry &entry, Done<void> done)
{
    m_moderation.recordAudit(entry);
    m_moderation.dropAged(currentTimestamp());
    complete<void>(done, {});
}

void MemoryRoomStore::readAudit(AuditRange range, Done<QList<AuditEntry>> done)
{
    complete<QList<AuditEntry>>(done, m_moderation.readAudit(range));
}

template <typename T>
void MemoryRoomStore::complete(const Done<T> &done, Result<T> result)
{
    QMetaObject::invokeMethod(context(), [done, result = std::move(result)] { done(result); },
                              Qt::QueuedConnection);
}

QObject *MemoryRoomStore::context()
{
    if (!m_context)
        m_context = std::make_unique<QObject>();
    return m_context.get();
}

} // namespace parlor
