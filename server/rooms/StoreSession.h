// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomStore.h"

#include <memory>

namespace parlor {

/// A store as long as its user lives: completions that come after the session's end are dropped.
class StoreSession final : public RoomStore {
public:
    /// \a store must outlive the session.
    explicit StoreSession(RoomStore &store);

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
    template <typename T>
    Done<T> whileAlive(Done<T> done) const;

    RoomStore &m_store;
    const std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true);
};

} // namespace parlor
