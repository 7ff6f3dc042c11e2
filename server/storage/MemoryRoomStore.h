// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomStore.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <memory>

namespace parlor {

/// Keeps rooms and messages for as long as the process runs. Each room keeps its newest messages.
class MemoryRoomStore final : public RoomStore {
public:
    explicit MemoryRoomStore(qsizetype maxMessagesPerRoom = 100'000);
    ~MemoryRoomStore() override;

    void load(Done<StoredRooms> done) override;
    void createRoom(const StoredRoom &room, Done<void> done) override;
    void closeRoom(RoomKey room, Done<void> done) override;
    void append(QList<NewMessage> batch, Done<void> done) override;
    void findMessages(QList<ClientMessageRef> references, Done<QList<KnownMessage>> done) override;
    void read(RoomKey room, MessageRange range, Done<MessagePage> done) override;

private:
    struct Stored {
        Message message;
        QString clientMessageId;
    };
    /// Orders without gaps: a message's place follows from the first one's order.
    struct History {
        std::deque<Stored> messages;
        QHash<QString, KnownMessage> byClientId;
    };

    template <typename T>
    void complete(const Done<T> &done, Result<T> result);
    /// Whether the rooms are known and the orders are their next ones.
    bool follows(const QList<NewMessage> &batch) const;
    void add(History &history, const NewMessage &message) const;

    const qsizetype m_maxMessagesPerRoom;
    RoomKey m_lastKey = 0;
    QHash<RoomKey, StoredRoom> m_rooms;
    QHash<RoomKey, std::shared_ptr<History>> m_histories;
    /// Carries completions to the event loop of the thread that calls.
    std::unique_ptr<QObject> m_context;
};

} // namespace parlor
