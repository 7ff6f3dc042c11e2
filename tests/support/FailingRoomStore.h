// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomStore.h"

#include <QList>

#include <deque>
#include <functional>
#include <optional>

namespace parlor {

/// A store in front of another one that fails where a test wants it to, and keeps completions back until it is told to
/// let them go.
class FailingRoomStore final : public RoomStore {
public:
    enum class Call { Load, CreateRoom, CloseRoom, Append, FindMessages, Read, ProveWritable, Moderate };

    explicit FailingRoomStore(RoomStore &store);

    /// From now on this call does nothing and answers StorageUnavailable.
    void fail(Call call) { m_failing = call; }
    void recover() { m_failing.reset(); }

    /// \a action runs whenever messages are to be appended.
    void whenAppending(std::function<void()> action) { m_whenAppending = std::move(action); }

    void hold() { m_isHolding = true; }
    /// Lets the oldest completion that is held run; false where there is none.
    bool releaseOne();
    /// Lets all run, and holds no longer.
    void release();
    qsizetype heldCount() const { return qsizetype(m_held.size()); }

    /// What was recorded, in order.
    const QList<PresenceRecord> &records() const { return m_records; }
    /// How often messages were asked for.
    qsizetype reads() const { return m_reads; }
    /// What of a room was asked for last.
    const MessageRange &lastRange() const { return m_lastRange; }
    /// The sizes of the batches that were to be appended.
    const QList<qsizetype> &batches() const { return m_batches; }

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
    Done<T> held(Done<T> done);
    template <typename T>
    bool refuses(Call call, const Done<T> &done);

    RoomStore &m_store;
    std::optional<Call> m_failing;
    bool m_isHolding = false;
    std::deque<std::function<void()>> m_held;
    std::function<void()> m_whenAppending;
    qsizetype m_reads = 0;
    MessageRange m_lastRange;
    QList<qsizetype> m_batches;
    QList<PresenceRecord> m_records;
};

} // namespace parlor
