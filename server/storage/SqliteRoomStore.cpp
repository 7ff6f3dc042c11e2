// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SqliteRoomStore.h"

#include "storage/RoomTables.h"
#include "storage/StoreWorker.h"

#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

SqliteRoomStore::SqliteRoomStore(const Settings &settings) :
    m_settings(settings),
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

void SqliteRoomStore::load(Done<StoredRooms> done)
{
    call<StoredRooms>(StoreCall::Kind::Read, std::move(done), [](RoomTables &tables) { return tables.load(); });
}

void SqliteRoomStore::createRoom(const StoredRoom &room, Done<void> done)
{
    call<void>(StoreCall::Kind::Write, std::move(done), [room](RoomTables &tables) { return tables.create(room); });
}

void SqliteRoomStore::closeRoom(RoomKey room, Done<void> done)
{
    call<void>(StoreCall::Kind::Write, std::move(done), [room](RoomTables &tables) { return tables.close(room); });
}

void SqliteRoomStore::append(QList<NewMessage> batch, Done<void> done)
{
    call<void>(StoreCall::Kind::Write, std::move(done),
               [batch = std::move(batch)](RoomTables &tables) { return tables.append(batch); });
}

void SqliteRoomStore::findMessages(QList<ClientMessageRef> references, Done<QList<KnownMessage>> done)
{
    call<QList<KnownMessage>>(
        StoreCall::Kind::Read, std::move(done),
        [references = std::move(references)](RoomTables &tables) { return tables.find(references); });
}

void SqliteRoomStore::read(RoomKey room, MessageRange range, Done<MessagePage> done)
{
    call<MessagePage>(StoreCall::Kind::Read, std::move(done),
                      [room, range](RoomTables &tables) { return tables.read(room, range); });
}

template <typename T>
void SqliteRoomStore::call(StoreCall::Kind kind, Done<T> done, std::function<Result<T>(RoomTables &)> operation)
{
    if (!m_worker)
        start();
    m_calls.post(std::make_unique<StoreCallFor<T>>(kind, std::move(operation), std::move(done)));
}

void SqliteRoomStore::start()
{
    m_completed = std::make_unique<Mailbox<StoreCallPointer>>([](auto &calls) {
        for (const StoreCallPointer &call : calls)
            call->complete();
    });
    m_worker = std::make_unique<StoreWorker>(m_settings, m_completed->address());
    m_calls = m_worker->calls();
    m_worker->moveToThread(&m_thread);
    m_thread.launch();
}

} // namespace parlor
