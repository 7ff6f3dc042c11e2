// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomStore.h"
#include "storage/MemoryModeration.h"
#include "storage/Retention.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <deque>
#include <memory>

namespace parlor {

/// Keeps rooms and messages for as long as the process runs.
class MemoryRoomStore final : public RoomStore {
public:
    /// Whatever the retention says, a room keeps at most this many messages.
    static constexpr qint64 MaxMessages = 100'000;

    explicit MemoryRoomStore(const Retention &retention = {});
    ~MemoryRoomStore() override;

    void onTrimmed(Trimmed tell) override;
    void load(Done<StoredRooms> done) override;
    void createRoom(const StoredRoom &room, Done<void> done) override;
    void closeRoom(RoomKey room, Done<void> done) override;
    void append(QList<NewMessage> batch, Done<void> done) override;
    void findMessages(QList<ClientMessageRef> references, Done<QList<KnownMessage>> done) override;
    void read(RoomKey room, MessageRange range, Done<MessagePage> done) override;
    void proveWritable(Done<void> done) override;
    void recordPresence(QList<PresenceRecord> records) override;
    void addBan(const Ban &ban, Done<qint64> done) override;
    void removeBan(qint64 banId, Done<void> done) override;
    void addMute(const StoredMute &mute, Done<void> done) override;
    void removeMute(RoomKey room, const QString &username, Done<void> done) override;
    void recordAudit(const AuditEntry &entry, Done<void> done) override;
    void readAudit(AuditRange range, Done<QList<AuditEntry>> done) override;

private:
    struct Stored {
        Message message;
        QString clientMessageId;
        Timestamp storedAt = 0;
    };
    /// Orders without gaps: a message's place follows from the first one's order.
    struct History {
        std::deque<Stored> messages;
        QHash<QString, KnownMessage> byClientId;
        QHash<QString, Participant> participants;
    };

    template <typename T>
    void complete(const Done<T> &done, Result<T> result);
    /// Whether the rooms are known and the orders are their next ones.
    bool follows(const QList<NewMessage> &batch) const;
    void add(StoredRoom &room, History &history, const NewMessage &message) const;
    static void dropOldest(StoredRoom &room, History &history);
    /// Drops messages that are too old, in steps.
    void dropAged();
    void tellTrimmed(const QSet<RoomKey> &rooms);
    QObject *context();

    const Retention m_retention;
    RoomKey m_lastKey = 0;
    QHash<RoomKey, StoredRoom> m_rooms;
    QHash<RoomKey, std::shared_ptr<History>> m_histories;
    MemoryModeration m_moderation;
    Trimmed m_trimmed;
    /// Carries completions to the event loop of the thread that calls.
    std::unique_ptr<QObject> m_context;
};

} // namespace parlor
