// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/EventThread.h"
#include "async/Mailbox.h"
#include "rooms/RoomStore.h"
#include "storage/Retention.h"
#include "storage/RoomDatabase.h"
#include "storage/StoreCall.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>

namespace parlor {

class StoreExecutor;
class StoreWorker;
struct LoopMetrics;
struct StoreMetrics;

/// Keeps rooms and messages in the file `parlor.db` of a data directory, with a thread of its own that waits for the disk. What
/// was called while a transaction ran goes into the next one, with one commit for all of it.
///
/// A few messages, with no call before them that waits and a disk that has been quick, are looked for and stored within
/// findMessages() and append() instead: otherwise the changes of threads cost as much as storing them. Locks of other programs
/// are never waited for there; a disk that begins to be slow is, for one sync.
///
/// While the database cannot be written to (the disk is full, another program has locked it), writes are answered with
/// StorageUnavailable and leave no trace, and reads go on; the next write that succeeds ends that. Where the directory
/// or the database cannot be used at all, load() fails with a sentence that says why.
class SqliteRoomStore final : public RoomStore {
public:
    struct Settings {
        QString directory;
        Durability durability = Durability::Full;
        Retention retention;
        /// append() waits for the disk where that is likely to take no longer, by what the last writes took. 0: never.
        std::chrono::nanoseconds patience = std::chrono::milliseconds(1);
    };

    /// Constructed anywhere; the thread that calls first is the rooms thread.
    explicit SqliteRoomStore(const Settings &settings);
    /// Stores what was called before. After the rooms thread has ended, or on it.
    ~SqliteRoomStore() override;

    /// Both: any thread.
    std::shared_ptr<const StoreMetrics> metrics() const { return m_metrics; }
    std::shared_ptr<const LoopMetrics> threadMetrics() const { return m_thread.metrics(); }

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
    enum class Place : quint8 { StoreThread, HereIfQuick };

    template <typename T>
    void call(StoreCall::Kind kind, Done<T> done, std::function<Result<T>(StoreTables &)> operation,
              Place place = Place::StoreThread);
    void pass(StoreCallPointer call);
    /// Runs \a call at once where that is its turn and likely to be quick; leaves it alone otherwise.
    bool runHere(StoreCallPointer &call);
    void start();
    void receive(const StoreAnswer &answer);

    const std::shared_ptr<StoreMetrics> m_metrics;
    const std::unique_ptr<StoreExecutor> m_executor;
    EventThread m_thread;
    Trimmed m_trimmed;
    /// Calls that were not answered yet.
    qint64 m_underWay = 0;
    /// On the rooms thread.
    std::unique_ptr<Mailbox<StoreAnswer>> m_answers;
    /// On the store's thread.
    std::unique_ptr<StoreWorker> m_worker;
    Mailbox<StoreCallPointer>::Address m_calls;
};

} // namespace parlor
