// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/AuditEntry.h"
#include "model/Ban.h"
#include "model/Error.h"
#include "model/Message.h"
#include "model/Mute.h"
#include "model/Participant.h"
#include "model/Timestamp.h"
#include "rooms/RoomTypes.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <limits>

namespace parlor {

/// What a store keeps of a room beside its messages.
struct StoredRoom {
    RoomKey key = 0;
    QString roomId;
    QString creatorUsername;
    Timestamp createdAt = 0;
    Timestamp lastActivityAt = 0;
    /// The order of the newest message ever stored; 0 for none. Never goes back.
    qint64 lastOrder = 0;
    /// The order of the oldest message that is kept; lastOrder + 1 where none is.
    qint64 oldestOrder = 1;

    /// How many messages are kept.
    qint64 messages() const { return lastOrder - oldestOrder + 1; }
};

/// Somebody who was in a room when the last server ended.
struct StoredParticipant {
    RoomKey room = 0;
    Participant participant;
};

/// Somebody who may not speak in a room.
struct StoredMute {
    RoomKey room = 0;
    Mute mute;
};

/// What a store holds when a server starts.
struct StoredRooms {
    /// Those that are open, ascending by key, without their messages.
    QList<StoredRoom> rooms;
    /// The highest key that any room ever had, the closed ones included; 0 for none. New rooms get higher ones, because
    /// rows of a closed room may still be there.
    RoomKey lastKey = 0;
    /// As they were recorded, room by room, each room's by time of joining.
    QList<StoredParticipant> participants;
    /// Some of these may have ended.
    QList<Ban> bans;
    QList<StoredMute> mutes;
};

/// Who came into a room, or has a new name there, and who left it, since the last record of that room.
struct PresenceRecord {
    RoomKey room = 0;
    QList<Participant> joined;
    /// Their socketIds.
    QStringList left;
};

/// A room whose oldest messages were dropped, because the store keeps no more or not for longer.
struct TrimmedRoom {
    RoomKey room = 0;
    /// See StoredRoom.
    qint64 oldestOrder = 1;
};

/// A message that has its order and is to be stored.
struct NewMessage {
    RoomKey room = 0;
    Message message;
    /// As it stands in the message, for the answer to a repeated clientMessageId.
    QByteArray createdAt;
    /// Empty where the sender gave none. Unique within a room.
    QString clientMessageId;
    /// When the server took it in; becomes the room's lastActivityAt.
    Timestamp storedAt = 0;
};

/// Asks for the message of a room that carries a client's own id.
struct ClientMessageRef {
    RoomKey room = 0;
    QString clientMessageId;
};

/// The answer: order 0 where there is none.
struct KnownMessage {
    qint64 order = 0;
    QByteArray createdAt;
};

/// Orders from first to last, both inclusive.
struct OrderSpan {
    qint64 first = 1;
    qint64 last = 0;

    bool isEmpty() const { return first > last; }
};

/// A part of a room's history: orders `first` to `last`, from the named end at most `limit` of them, whose members have at most
/// `maxBytes` together; but one whatever its size, where there is any.
struct MessageRange {
    enum class End : quint8 { Oldest, Newest };
    static constexpr qint64 Unlimited = std::numeric_limits<qint64>::max();

    qint64 first = 1;
    qint64 last = std::numeric_limits<qint64>::max();
    qint64 limit = 1000;
    End from = End::Newest;
    qint64 maxBytes = Unlimited;

    /// What of it there is in a history from \a oldestOrder to \a newestOrder, whatever it has in bytes.
    OrderSpan within(qint64 oldestOrder, qint64 newestOrder) const;
    /// Leaves of \a messages, which ascend and are those of within(), what has no more than maxBytes.
    void limitBytes(QList<Message> &messages) const;
};

struct MessagePage {
    /// Ascending by order.
    QList<Message> messages;
    /// Messages stored in the room.
    qint64 total = 0;
    /// The oldest and newest orders that are stored; 0 where nothing is.
    qint64 oldestOrder = 0;
    qint64 newestOrder = 0;
};

/// A part of the audit trail: the newest `limit` entries with an auditId below `before`.
struct AuditRange {
    qint64 before = std::numeric_limits<qint64>::max();
    qint64 limit = 100;
};

/// The port behind which rooms and messages are kept, and what moderators did.
///
/// Thread: every call comes from the rooms thread and every completion runs there.
/// Ordering: completions run in the order of the calls, one after the other, never from within a call. A read that was
/// called after an append sees it. A message that was dropped is seen by nothing any more, its clientMessageId included.
/// Atomicity: a call is applied wholly or not at all, and what a completion reported as done survives whatever the
/// store promises to survive. A batch is one transaction.
/// Errors: Error::Kind::StorageUnavailable while the store cannot serve; the caller may try again.
class RoomStore {
public:
    template <typename T>
    using Done = std::function<void(Result<T>)>;
    using Trimmed = std::function<void(const QList<TrimmedRoom> &)>;

    virtual ~RoomStore() = default;

    /// \a tell runs like a completion whenever messages were dropped. Called once, before load().
    virtual void onTrimmed(Trimmed tell) = 0;

    /// Called once, before anything else. How long it takes does not depend on the number of messages.
    virtual void load(Done<StoredRooms> done) = 0;

    /// Neither the key nor, among open rooms, the id may be taken.
    virtual void createRoom(const StoredRoom &room, Done<void> done) = 0;

    /// Forgets the room and, perhaps later, its messages; no call sees them after the completion.
    virtual void closeRoom(RoomKey room, Done<void> done) = 0;

    /// Stores messages whose orders follow on what the store has, room by room, each room's ascending. Where a room is
    /// unknown or an order is not its next, nothing of the batch is stored (Error::Kind::Internal).
    virtual void append(QList<NewMessage> batch, Done<void> done) = 0;

    /// One answer for each reference, in their order. Messages of unknown rooms are unknown. Without references it does
    /// nothing but complete in its turn.
    virtual void findMessages(QList<ClientMessageRef> references, Done<QList<KnownMessage>> done) = 0;

    /// An unknown room has an empty page.
    virtual void read(RoomKey room, MessageRange range, Done<MessagePage> done) = 0;

    /// Writes what is there already, as any write is written: StorageUnavailable where nothing could be stored now.
    virtual void proveWritable(Done<void> done) = 0;

    /// Writes down who is in which room, for the participants of a later load(). Nobody waits for it, and the last
    /// moments of it may be lost with the process.
    virtual void recordPresence(QList<PresenceRecord> records) = 0;

    /// Takes the place of a ban of the same name or address from the same rooms. The answer is its banId; that of \a ban does
    /// not count.
    virtual void addBan(const Ban &ban, Done<qint64> done) = 0;
    /// Does nothing where there is none.
    virtual void removeBan(qint64 banId, Done<void> done) = 0;
    /// Takes the place of a mute of the same name in that room. Does nothing where the room is unknown; mutes are forgotten with
    /// their room.
    virtual void addMute(const StoredMute &mute, Done<void> done) = 0;
    virtual void removeMute(RoomKey room, const QString &username, Done<void> done) = 0;

    /// Adds to the audit trail; the auditId of \a entry does not count. The oldest entries are dropped, by their age and where
    /// there are too many.
    virtual void recordAudit(const AuditEntry &entry, Done<void> done) = 0;
    /// The newest first.
    virtual void readAudit(AuditRange range, Done<QList<AuditEntry>> done) = 0;
};

} // namespace parlor
