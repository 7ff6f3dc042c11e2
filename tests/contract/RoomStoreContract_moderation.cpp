// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/RoomStoreContract.h"

#include "support/Await.h"

#include <QTest>

#include <limits>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

Ban banOf(const QString &username, const QString &address, const QString &roomId)
{
    Ban ban;
    ban.username = username;
    ban.address = address;
    ban.roomId = roomId;
    ban.reason = u"spam 😀"_s;
    ban.createdBy = u"boss"_s;
    ban.createdAt = 1000;
    return ban;
}

Mute muteOf(const QString &username, std::optional<Timestamp> until = {})
{
    return { .username = username, .reason = u"noise"_s, .createdBy = u"boss"_s, .createdAt = 1000, .until = until };
}

AuditEntry entryOf(const QString &action, Timestamp at)
{
    AuditEntry entry;
    entry.at = at;
    entry.actor = u"boss"_s;
    entry.address = u"::1"_s;
    entry.action = action;
    entry.target = { { u"roomId"_s, u"späti"_s }, { u"banId"_s, 7 } };
    entry.outcome = u"ok"_s;
    return entry;
}

QStringList actions(const Result<QList<AuditEntry>> &entries)
{
    QStringList found;
    for (const AuditEntry &entry : entries.value_or(QList<AuditEntry>()))
        found.append(entry.action);
    return found;
}

} // namespace

Result<qint64> RoomStoreContract::addBan(const Ban &ban)
{
    return await<qint64>([&](auto done) { m_store->addBan(ban, done); });
}

Result<void> RoomStoreContract::addMute(RoomKey room, const Mute &mute)
{
    return await<void>([&](auto done) { m_store->addMute({ room, mute }, done); });
}

Result<void> RoomStoreContract::recordAudit(const QString &action, Timestamp at)
{
    return await<void>([&](auto done) { m_store->recordAudit(entryOf(action, at), done); });
}

Result<QList<AuditEntry>> RoomStoreContract::readAudit(const AuditRange &range)
{
    return await<QList<AuditEntry>>([&](auto done) { m_store->readAudit(range, done); });
}

StoredRooms RoomStoreContract::loadAgain()
{
    reopen();
    return await<StoredRooms>([&](auto done) { m_store->load(done); }).value_or(StoredRooms());
}

void RoomStoreContract::bansAreLoadedAsTheyWereAdded()
{
    Ban byName = banOf(u"ann"_s, {}, {});
    Ban byAddress = banOf({}, u"192.0.2.7"_s, u"tea"_s);
    byAddress.until = std::numeric_limits<qint64>::max();
    byName.banId = addBan(byName).value_or(0);
    byAddress.banId = addBan(byAddress).value_or(0);
    QVERIFY(byName.banId > 0);
    QVERIFY(byAddress.banId > byName.banId);
    const StoredRooms stored = loadAgain();
    QCOMPARE(stored.bans.size(), 2);
    QCOMPARE(stored.bans.at(0).toJson(), byName.toJson());
    QCOMPARE(stored.bans.at(1).toJson(), byAddress.toJson());
}

void RoomStoreContract::removedBanIsNotLoadedAndItsIdNotUsedAgain()
{
    const qint64 banId = addBan(banOf(u"ann"_s, {}, {})).value_or(0);
    QVERIFY(await<void>([&](auto done) { m_store->removeBan(banId, done); }));
    QVERIFY(await<void>([&](auto done) { m_store->removeBan(banId, done); }));
    QVERIFY(loadAgain().bans.isEmpty());
    QVERIFY(addBan(banOf(u"ann"_s, {}, {})).value_or(0) > banId);
}

void RoomStoreContract::banTakesThePlaceOfOneOfTheSame()
{
    QVERIFY(addBan(banOf(u"ann"_s, {}, {})));
    QVERIFY(addBan(banOf(u"ann"_s, {}, u"tea"_s)));
    Ban again = banOf(u"ann"_s, {}, {});
    again.reason = u"more spam"_s;
    again.banId = addBan(again).value_or(0);
    const StoredRooms stored = loadAgain();
    QCOMPARE(stored.bans.size(), 2);
    QCOMPARE(stored.bans.at(0).roomId, u"tea"_s);
    QCOMPARE(stored.bans.at(1).toJson(), again.toJson());
}

void RoomStoreContract::mutesAreLoadedAsTheyWereAdded()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(addMute(1, muteOf(u"ann"_s)));
    QVERIFY(addMute(1, muteOf(u"ann"_s, std::numeric_limits<qint64>::max())));
    QVERIFY(addMute(1, muteOf(u"ben"_s)));
    QVERIFY(await<void>([&](auto done) { m_store->removeMute(1, u"ben"_s, done); }));
    const StoredRooms stored = loadAgain();
    QCOMPARE(stored.mutes.size(), 1);
    QCOMPARE(stored.mutes.first().room, RoomKey(1));
    QCOMPARE(stored.mutes.first().mute.toJson("1"), muteOf(u"ann"_s, std::numeric_limits<qint64>::max()).toJson("1"));
}

void RoomStoreContract::mutesOfClosedRoomsAreForgotten()
{
    QVERIFY(createRoom(1, u"a"_s));
    QVERIFY(addMute(1, muteOf(u"ann"_s)));
    QVERIFY(await<void>([&](auto done) { m_store->closeRoom(1, done); }));
    QVERIFY(addMute(1, muteOf(u"ben"_s)));
    QVERIFY(addMute(9, muteOf(u"ben"_s)));
    QVERIFY(createRoom(2, u"a"_s));
    QVERIFY(loadAgain().mutes.isEmpty());
}

void RoomStoreContract::auditTrailIsReadInPagesFromTheNewest()
{
    const Timestamp now = currentTimestamp();
    for (const QString &action : { u"one"_s, u"two"_s, u"three"_s, u"four"_s })
        QVERIFY(recordAudit(action, now));
    reopen();
    const auto newest = readAudit({ .limit = 3 });
    QCOMPARE(actions(newest), (QStringList { u"four"_s, u"three"_s, u"two"_s }));
    AuditEntry expected = entryOf(u"two"_s, now);
    expected.auditId = newest->last().auditId;
    QCOMPARE(newest->last().toJson(), expected.toJson());
    QCOMPARE(actions(readAudit({ .before = expected.auditId, .limit = 3 })), QStringList(u"one"_s));
    QVERIFY(actions(readAudit({ .before = 1, .limit = 3 })).isEmpty());
}

void RoomStoreContract::oldAuditEntriesAreDropped()
{
    create({ .auditDays = 1 });
    QVERIFY(recordAudit(u"old"_s, 1000));
    QVERIFY(recordAudit(u"young"_s, currentTimestamp()));
    loadAgain();
    QTRY_COMPARE(actions(readAudit({})), QStringList(u"young"_s));
}

} // namespace parlor
