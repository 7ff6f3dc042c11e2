// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/PresenceTable.h"

#include "json/JsonParsing.h"
#include "json/JsonText.h"

namespace parlor {

using namespace Qt::StringLiterals;

PresenceTable::PresenceTable(SqliteDatabase &database) :
    m_lastRun(database, "last-run"_L1),
    m_loadParticipants(database, "load-participants"_L1),
    m_recordParticipant(database, "record-participant"_L1),
    m_forgetParticipant(database, "forget-participant"_L1),
    m_eraseFormerParticipants(database, "erase-former-participants"_L1),
    m_eraseParticipants(database, "erase-participants"_L1)
{
}

Result<QList<StoredParticipant>> PresenceTable::load()
{
    QList<StoredParticipant> stored;
    const auto takeRun = [this](const SqliteRow &row) { m_run = row.integer(0) + 1; };
    const auto take = [&](const SqliteRow &row) {
        const auto room = RoomKey(row.integer(0));
        m_formerRooms.insert(room);
        stored.append({ room,
                        { .username = row.text(2),
                          .socketId = row.text(1),
                          .joinedAt = row.integer(3),
                          .extras = json::parse(row.blob(4)).object() } });
    };
    return m_lastRun.each(takeRun)
        .and_then([&] { return m_loadParticipants.each(take); })
        .map([&] { return stored; });
}

Result<void> PresenceTable::record(const QList<PresenceRecord> &records)
{
    for (const PresenceRecord &one : records) {
        if (auto recorded = record(one); !recorded)
            return recorded;
    }
    return {};
}

Result<void> PresenceTable::record(const PresenceRecord &record)
{
    const auto room = qint64(record.room);
    for (const QString &socketId : record.left) {
        if (auto forgotten = m_forgetParticipant.run(room, socketId); !forgotten)
            return forgotten;
    }
    for (const Participant &participant : record.joined) {
        auto recorded = m_recordParticipant.run(room, participant.socketId, participant.username, participant.joinedAt,
                                                json::toCompact(participant.extras), m_run);
        if (!recorded)
            return recorded;
    }
    return {};
}

Result<void> PresenceTable::erase(RoomKey room)
{
    m_formerRooms.remove(room);
    return m_eraseParticipants.run(qint64(room));
}

Result<void> PresenceTable::eraseFormer()
{
    const RoomKey room = *m_formerRooms.cbegin();
    return m_eraseFormerParticipants.run(qint64(room), m_run).map([&] { m_formerRooms.remove(room); });
}

} // namespace parlor
