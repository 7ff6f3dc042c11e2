// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SqliteRoomStore.h"

#include "storage/StoreExecutor.h"
#include "storage/StoreMetrics.h"
#include "storage/StoreTables.h"
#include "storage/StoreWorker.h"

#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// What is done within a call at the most. More than this has the time that changes of threads take.
constexpr qsizetype MaxMessagesHere = 8;
constexpr qsizetype MaxBytesHere = 64 * 1024;

bool isLittle(const QList<NewMessage> &batch)
{
    qsizetype bytes = 0;
    for (const NewMessage &message : batch)
        bytes += message.message.members.size();
    return batch.size() <= MaxMessagesHere && bytes <= MaxBytesHere;
}

bool isLittle(const QList<ClientMessageRef> &references)
{
    return !references.isEmpty() && references.size() <= MaxMessagesHere;
}

} // namespace

SqliteRoomStore::SqliteRoomStore(const Settings &settings) :
    m_metrics(std::make_shared<StoreMetrics>()),
    m_executor(std::make_unique<StoreExecutor>(settings, m_metrics)),
    m_thread(u"store"_s)
{
}

SqliteRoomStore::~SqliteRoomStore()
{
    if (!m_worker)
        return;
    m_calls.post(nullptr);
    m_thread.join();
}

void SqliteRoomStore::onTrimmed(Trimmed tell)
{
    m_trimmed = std::move(tell);
}

void SqliteRoomStore::load(Done<StoredRooms> done)
{
    call<StoredRooms>(StoreCall::Kind::Write, std::move(done), [](StoreTables &tables) { return tables.load(); });
}

void SqliteRoomStore::createRoom(const StoredRoom &room, Done<void> done)
{
    call<void>(StoreCall::Kind::Write, std::move(done), [room](StoreTables &tables) { return tables.rooms.create(room); });
}

void SqliteRoomStore::closeRoom(RoomKey room, Done<void> done)
{
    call<void>(StoreCall::Kind::Write, std::move(done), [room](StoreTables &tables) { return tables.rooms.close(room); });
}

void SqliteRoomStore::append(QList<NewMessage> batch, Done<void> done)
{
    const Place place = isLittle(batch) ? Place::HereIfQuick : Place::StoreThread;
    call<void>(
        StoreCall::Kind::Write, std::move(done),
        [batch = std::move(batch)](StoreTables &tables) { return tables.rooms.append(batch); }, place);
}

void SqliteRoomStore::findMessages(QList<ClientMessageRef> references, Done<QList<KnownMessage>> done)
{
    const Place place = isLittle(references) ? Place::HereIfQuick : Place::StoreThread;
    call<QList<KnownMessage>>(
        StoreCall::Kind::Read, std::move(done),
        [references = std::move(references)](StoreTables &tables) { return tables.rooms.find(references); }, place);
}

void SqliteRoomStore::read(RoomKey room, MessageRange range, Done<MessagePage> done)
{
    call<MessagePage>(StoreCall::Kind::Read, std::move(done),
                      [room, range](StoreTables &tables) { return tables.rooms.read(room, range); });
}

void SqliteRoomStore::proveWritable(Done<void> done)
{
    call<void>(StoreCall::Kind::Write, std::move(done),
               [](StoreTables &tables) { return parlor::proveWritable(tables.database); });
}

void SqliteRoomStore::recordPresence(QList<PresenceRecord> records)
{
    call<void>(
        StoreCall::Kind::Record, [](const Result<void> &) {},
        [records = std::move(records)](StoreTables &tables) { return tables.presence.record(records); });
}

void SqliteRoomStore::addBan(const Ban &ban, Done<qint64> done)
{
    call<qint64>(StoreCall::Kind::Write, std::move(done),
                 [ban](StoreTables &tables) { return tables.moderation.addBan(ban); });
}

void SqliteRoomStore::removeBan(qint64 banId, Done<void> done)
{
    call<void>(StoreCall::Kind::Write, std::move(done),
               [banId](StoreTables &tables) { return tables.moderation.removeBan(banId); });
}

void SqliteRoomStore::addMute(const StoredMute &mute, Done<void> done)
{
    call<void>(StoreCall::Kind::Write, std::move(done),
               [mute](StoreTables &tables) { return tables.moderation.addMute(mute); });
}

void SqliteRoomStore::removeMute(RoomKey room, const QString &username, Done<void> done)
{
    call<void>(StoreCall::Kind::Write, std::move(done),
               [room, username](StoreTables &tables) { return tables.moderation.removeMute(room, username); });
}

void SqliteRoomStore::recordAudit(const AuditEntry &entry, Done<void> done)
{
    call<void>(StoreCall::Kind::Write, std::move(done),
               [entry](StoreTables &tables) { return tables.moderation.recordAudit(entry); });
}

void SqliteRoomStore::readAudit(AuditRange range, Done<QList<AuditEntry>> done)
{
    call<QList<AuditEntry>>(StoreCall::Kind::Read, std::move(done),
                            [range](StoreTables &tables) { return tables.moderation.readAudit(range); });
}

template <typename T>
void SqliteRoomStore::call(StoreCall::Kind kind, Done<T> done, std::function<Result<T>(StoreTables &)> operation,
                           Place place)
{
    StoreCallPointer call = std::make_unique<StoreCallFor<T>>(kind, std::move(operation), std::move(done));
    if (place == Place::StoreThread || !runHere(call))
        pass(std::move(call));
}

void SqliteRoomStore::pass(StoreCallPointer call)
{
    if (!m_worker)
        start();
    ++m_underWay;
    m_calls.post(std::move(call));
}

bool SqliteRoomStore::runHere(StoreCallPointer &call)
{
    if (m_underWay > 0)
        return false;
    const StoreExecutor::Lock lock = m_executor->tryLock();
    if (!lock || !m_executor->isQuick())
        return false;
    if (!m_executor->runIfFree({ &call, 1 }))
        return false;
    StoreAnswer answer;
    answer.calls.push_back(std::move(call));
    answer.trimmed = m_executor->takeTrimmed();
    ++m_underWay;
    m_answers->post(std::move(answer));
    // Its thread looks after what there is to do beside that when it has served a call.
    if (m_executor->isUpkeepDue())
        findMessages({}, [](const auto &) {});
    return true;
}

void SqliteRoomStore::start()
{
    m_answers = std::make_unique<Mailbox<StoreAnswer>>([this](const std::vector<StoreAnswer> &answers) {
        for (const StoreAnswer &answer : answers)
            receive(answer);
    });
    m_worker = std::make_unique<StoreWorker>(*m_executor, m_answers->address());
    m_calls = m_worker->calls();
    m_worker->moveToThread(&m_thread);
    m_thread.launch();
}

void SqliteRoomStore::receive(const StoreAnswer &answer)
{
    m_underWay -= qint64(answer.calls.size());
    for (const StoreCallPointer &call : answer.calls)
        call->complete();
    if (!answer.trimmed.isEmpty() && m_trimmed)
        m_trimmed(answer.trimmed);
}

} // namespace parlor
