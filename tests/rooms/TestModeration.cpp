// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomManager.h"
#include "storage/MemoryRoomStore.h"
#include "support/Await.h"
#include "support/FailingRoomStore.h"
#include "support/FeedLog.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace parlor;
using namespace Qt::StringLiterals;
using Call = FailingRoomStore::Call;

namespace {

constexpr MemberId Ann = makeMemberId(0, 1);
constexpr MemberId Ben = makeMemberId(0, 2);
/// On the other worker.
constexpr MemberId Cat = makeMemberId(1, 1);

const QString HomeOf[] = { u"192.0.2.1"_s, u"192.0.2.2"_s };

Ban banned(const QString &username, const QString &roomId = {})
{
    Ban ban;
    ban.username = username;
    ban.roomId = roomId;
    ban.reason = u"spam"_s;
    ban.createdAt = currentTimestamp();
    return ban;
}

Ban bannedAddress(const QString &address, const QString &roomId = {})
{
    Ban ban = banned({}, roomId);
    ban.address = address;
    return ban;
}

Mute muted(const QString &username)
{
    return { .username = username, .reason = u"noise"_s, .createdBy = u"boss"_s, .createdAt = currentTimestamp(), .until = {} };
}

template <typename T>
Error::Kind kindOf(const Result<T> &result)
{
    return result ? Error::Kind::Internal : result.error().kind;
}

/// Two workers, and two rooms, `a` and `b`.
struct Rooms {
    Rooms() { start(); }

    /// As after a restart: the store stays, all else is new.
    void start()
    {
        manager = std::make_unique<RoomManager>(store, RoomSettings());
        log0 = std::make_unique<FeedLog>(*manager->addFeed());
        log1 = std::make_unique<FeedLog>(*manager->addFeed());
        if (!await<void>([&](auto done) { manager->start(done); }))
            qFatal("the rooms do not start");
        for (const QString &roomId : { u"a"_s, u"b"_s })
            await<Room>([&](auto done) { manager->createRoom(roomId, u"owner"_s, done); });
    }

    Result<JoinAnswer> join(MemberId member, const QString &name, const QString &roomId = u"a"_s)
    {
        const JoinRequest request { member, roomId, name, u"s%1"_s.arg(member), {}, {}, home(member) };
        return await<JoinAnswer>([&](auto done) { manager->join(request, done); });
    }
    Result<JoinAnswer> observe(MemberId member, const QString &name, const QString &roomId = u"a"_s)
    {
        const ObserveRequest request { member, roomId, u"watcher"_s, {}, name, home(member) };
        return await<JoinAnswer>([&](auto done) { manager->observe(request, done); });
    }
    Result<Ban> ban(const Ban &ban)
    {
        return await<Ban>([&](auto done) { manager->moderation().ban(ban, done); });
    }
    Result<Ban> unban(qint64 banId)
    {
        return await<Ban>([&](auto done) { manager->moderation().unban(banId, done); });
    }
    QList<Ban> bans()
    {
        return await<QList<Ban>>([&](auto done) { manager->moderation().listBans(done); }).value_or(QList<Ban>());
    }
    Result<Mute> mute(const Mute &mute, const QString &roomId = u"a"_s)
    {
        return await<Mute>([&](auto done) { manager->moderation().mute(roomId, mute, done); });
    }
    Result<void> unmute(const QString &username, const QString &roomId = u"a"_s)
    {
        return await<void>([&](auto done) { manager->moderation().unmute(roomId, username, done); });
    }
    QStringList mutedNames(const QString &roomId = u"a"_s)
    {
        QStringList names;
        const auto mutes = await<QList<Mute>>([&](auto done) { manager->moderation().listMutes(roomId, done); });
        for (const Mute &mute : mutes.value_or(QList<Mute>()))
            names.append(mute.username);
        return names;
    }
    Result<PostedMessage> post(MemberId sender, const QString &name, const QString &roomId = u"a"_s)
    {
        PostRequest request;
        request.sender = sender;
        request.roomId = roomId;
        request.username = name;
        request.socketId = u"s%1"_s.arg(sender);
        request.members = R"("content":"hi")";
        request.address = home(sender);
        return await<PostedMessage>([&](auto done) { manager->post(request, done); });
    }
    QStringList names(const QString &roomId = u"a"_s)
    {
        QStringList found;
        const auto all = await<QList<Participant>>([&](auto done) { manager->listParticipants(roomId, done); });
        for (const Participant &participant : all.value_or(QList<Participant>())) {
            if (participant.connected)
                found.append(participant.username);
        }
        return found;
    }
    /// Until what was asked before has reached the logs.
    bool settle()
    {
        return bool(await<void>([&](auto done) { manager->drain([done] { done({}); }); }));
    }
    static QString home(MemberId member) { return member == 0 ? u"::1"_s : HomeOf[member == Ben]; }

    MemoryRoomStore memory;
    FailingRoomStore store { memory };
    std::unique_ptr<RoomManager> manager;
    std::unique_ptr<FeedLog> log0;
    std::unique_ptr<FeedLog> log1;
};

const QByteArray KickedName = R"("kicked")";
const QByteArray KickedFromA = R"({"roomId":"a","reason":"spam"})";

} // namespace

class TestModeration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bannedNameIsKickedAndStaysOut();
    void banFromOneRoomLeavesTheOthers();
    void bannedAddressIsKickedWhateverItsName();
    void observersAreBannedToo();
    void oneWhoWaitsForHistoryDoesNotSlipIn();
    void bannedNamePostsNothing();
    void liftedBanLetsIn();
    void banThatCouldNotBeStoredHasNoEffect();
    void banFromAnUnknownRoomIsRefused();
    void unknownBanIsNotFound();
    void bansOutliveTheServerAndTheRoom();
    void everyWorkerHearsWhoIsBanned();
    void everyWorkerKnowsOfABanBeforeAnybodyIsToldOfIt();

    void mutedNameMayListenOnly();
    void mutedOneCannotSpeakUnderAnotherName();
    void liftedMuteLetsSpeak();
    void muteThatCouldNotBeStoredHasNoEffect();
    void muteEndsWithItsRoom();
    void mutesOutliveTheServer();
    void whatHasEndedIsNotThere();
    void auditTrailIsKept();
};

void TestModeration::bannedNameIsKickedAndStaysOut()
{
    Rooms rooms;
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Ben, u"ben"_s));
    QVERIFY(rooms.settle());
    rooms.log0->clear();
    const auto made = rooms.ban(banned(u"ann"_s));
    QVERIFY(made);
    QVERIFY(made->banId > 0);
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0->named(KickedName), QList<QByteArray> { KickedFromA });
    QCOMPARE(rooms.log0->all<DirectEvent>().first().member, Ann);
    QCOMPARE(rooms.names(), QStringList { u"ben"_s });
    const auto again = rooms.join(Ann, u"ann"_s);
    QVERIFY(!again);
    QCOMPARE(again.error(), Error::banned(u"spam"_s, std::nullopt));
    QCOMPARE(kindOf(rooms.join(Ann, u"ann"_s, u"b"_s)), Error::Kind::Banned);
    QCOMPARE(rooms.names(), QStringList { u"ben"_s });
}

void TestModeration::banFromOneRoomLeavesTheOthers()
{
    Rooms rooms;
    QVERIFY(rooms.join(Ann, u"ann"_s, u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s, u"b"_s));
    QVERIFY(rooms.ban(banned(u"ann"_s, u"a"_s)));
    QVERIFY(rooms.names(u"a"_s).isEmpty());
    QCOMPARE(rooms.names(u"b"_s), QStringList { u"ann"_s });
    QCOMPARE(kindOf(rooms.join(Ann, u"ann"_s, u"a"_s)), Error::Kind::Banned);
    QVERIFY(rooms.join(Ann, u"ann"_s, u"b"_s));
}

void TestModeration::bannedAddressIsKickedWhateverItsName()
{
    Rooms rooms;
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Cat, u"cat"_s));
    QVERIFY(rooms.join(Ben, u"ben"_s));
    QVERIFY(rooms.settle());
    rooms.log1->clear();
    QVERIFY(rooms.ban(bannedAddress(rooms.home(Ann))));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.names(), QStringList { u"ben"_s });
    QCOMPARE(rooms.log1->story(), QStringList({ u"kicked"_s, u"exit"_s, u"bans"_s }));
    QCOMPARE(kindOf(rooms.join(Ann, u"dora"_s)), Error::Kind::Banned);
    QCOMPARE(kindOf(rooms.observe(Ann, {})), Error::Kind::Banned);
}

void TestModeration::observersAreBannedToo()
{
    Rooms rooms;
    QVERIFY(rooms.observe(Ann, u"ann"_s));
    QVERIFY(rooms.observe(Ann, u"ann"_s, {}));
    QVERIFY(rooms.settle());
    rooms.log0->clear();
    QVERIFY(rooms.ban(banned(u"ann"_s)));
    QVERIFY(rooms.post(0, u"ben"_s));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0->named(KickedName),
             (QList<QByteArray> { KickedFromA, R"({"roomId":"*","reason":"spam"})" }));
    QCOMPARE(rooms.log0->count<ExitEvent>(), 2);
    QCOMPARE(rooms.log0->count<ExchangeEvent>(), 0);
    QCOMPARE(kindOf(rooms.observe(Ann, u"ann"_s)), Error::Kind::Banned);
    QCOMPARE(kindOf(rooms.observe(Ann, u"ann"_s, {})), Error::Kind::Banned);
}

void TestModeration::oneWhoWaitsForHistoryDoesNotSlipIn()
{
    Rooms rooms;
    QVERIFY(rooms.post(0, u"ben"_s));
    Error::Kind kind = Error::Kind::Internal;
    rooms.store.hold();
    rooms.manager->moderation().ban(banned(u"ann"_s), [](const auto &) {});
    const JoinRequest request { Ann, u"a"_s, u"ann"_s, u"s"_s, {}, 0, {} };
    rooms.manager->join(request, [&kind](const Result<JoinAnswer> &answer) { kind = kindOf(answer); });
    QTRY_COMPARE(rooms.store.heldCount(), 2);
    rooms.store.release();
    QCOMPARE(kind, Error::Kind::Banned);
    QVERIFY(rooms.names().isEmpty());
}

void TestModeration::bannedNamePostsNothing()
{
    Rooms rooms;
    QVERIFY(rooms.join(Ben, u"ben"_s));
    QVERIFY(rooms.ban(banned(u"ann"_s, u"a"_s)));
    QCOMPARE(kindOf(rooms.post(0, u"ann"_s)), Error::Kind::Banned);
    QCOMPARE(kindOf(rooms.post(Ann, u"ann"_s)), Error::Kind::Banned);
    QCOMPARE(kindOf(rooms.post(Ben, u"ann"_s)), Error::Kind::Banned);
    QVERIFY(rooms.post(Ben, u"ben"_s));
    QVERIFY(rooms.post(0, u"ann"_s, u"b"_s));
    QCOMPARE(rooms.names(), QStringList { u"ben"_s });
}

void TestModeration::liftedBanLetsIn()
{
    Rooms rooms;
    const auto made = rooms.ban(banned(u"ann"_s));
    QVERIFY(made);
    QCOMPARE(rooms.bans().size(), 1);
    const auto lifted = rooms.unban(made->banId);
    QVERIFY(lifted);
    QCOMPARE(lifted->username, u"ann"_s);
    QVERIFY(rooms.bans().isEmpty());
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QCOMPARE(kindOf(rooms.unban(made->banId)), Error::Kind::BanNotFound);
}

void TestModeration::banThatCouldNotBeStoredHasNoEffect()
{
    Rooms rooms;
    QVERIFY(rooms.join(Ann, u"ann"_s));
    rooms.store.fail(Call::Moderate);
    QCOMPARE(kindOf(rooms.ban(banned(u"ann"_s))), Error::Kind::StorageUnavailable);
    rooms.store.recover();
    QCOMPARE(rooms.names(), QStringList { u"ann"_s });
    QVERIFY(rooms.bans().isEmpty());
    const auto made = rooms.ban(banned(u"ann"_s));
    QVERIFY(made);
    rooms.store.fail(Call::Moderate);
    QCOMPARE(kindOf(rooms.unban(made->banId)), Error::Kind::StorageUnavailable);
    QCOMPARE(kindOf(rooms.join(Ann, u"ann"_s)), Error::Kind::Banned);
}

void TestModeration::banFromAnUnknownRoomIsRefused()
{
    Rooms rooms;
    QCOMPARE(kindOf(rooms.ban(banned(u"ann"_s, u"nowhere"_s))), Error::Kind::RoomNotFound);
    QVERIFY(rooms.bans().isEmpty());
}

void TestModeration::unknownBanIsNotFound()
{
    Rooms rooms;
    QCOMPARE(kindOf(rooms.unban(7)), Error::Kind::BanNotFound);
}

void TestModeration::bansOutliveTheServerAndTheRoom()
{
    Rooms rooms;
    const auto made = rooms.ban(banned(u"ann"_s, u"a"_s));
    QVERIFY(made);
    QVERIFY(await<void>([&](auto done) { rooms.manager->closeRoom(u"a"_s, {}, done); }));
    rooms.start();
    QCOMPARE(rooms.bans().size(), 1);
    QCOMPARE(rooms.bans().first().toJson(), made->toJson());
    QCOMPARE(kindOf(rooms.join(Ann, u"ann"_s)), Error::Kind::Banned);
}

void TestModeration::everyWorkerHearsWhoIsBanned()
{
    Rooms rooms;
    const auto made = rooms.ban(bannedAddress(u"192.0.2.9"_s));
    QVERIFY(made);
    QVERIFY(rooms.unban(made->banId));
    QVERIFY(rooms.ban(bannedAddress(u"192.0.2.8"_s)));
    rooms.manager->moderation().introduce(1);
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0->count<BansEvent>(), 3);
    QCOMPARE(rooms.log1->count<BansEvent>(), 4);
    const auto told = rooms.log1->all<BansEvent>();
    QVERIFY(!told.at(0).bans->admits(u"192.0.2.9"_s, currentTimestamp()));
    QVERIFY(told.at(1).bans->isEmpty());
    QVERIFY(!told.at(3).bans->admits(u"192.0.2.8"_s, currentTimestamp()));
}

void TestModeration::everyWorkerKnowsOfABanBeforeAnybodyIsToldOfIt()
{
    Rooms rooms;
    qsizetype known = 0;
    const auto count = [&] { known = std::min(rooms.log0->count<BansEvent>(), rooms.log1->count<BansEvent>()); };
    rooms.manager->moderation().ban(bannedAddress(u"192.0.2.9"_s), [count](const Result<Ban> &) { count(); });
    QVERIFY(rooms.settle());
    QCOMPARE(known, 1);
    rooms.manager->moderation().unban(rooms.bans().first().banId, [count](const Result<Ban> &) { count(); });
    QVERIFY(rooms.settle());
    QCOMPARE(known, 2);
}

void TestModeration::mutedNameMayListenOnly()
{
    Rooms rooms;
    QVERIFY(rooms.join(Ann, u"ann"_s));
    Mute mute = muted(u"ann"_s);
    mute.until = currentTimestamp() + 3'600'000;
    QVERIFY(rooms.mute(mute));
    const auto refused = rooms.post(Ann, u"ann"_s);
    QVERIFY(!refused);
    QCOMPARE(refused.error(), Error::muted(u"noise"_s, mute.until));
    QCOMPARE(kindOf(rooms.post(0, u"ann"_s)), Error::Kind::Muted);
    QVERIFY(rooms.post(0, u"ben"_s));
    QVERIFY(rooms.post(Ann, u"ann"_s, u"b"_s));
    QCOMPARE(rooms.names(), QStringList { u"ann"_s });
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0->count<ExchangeEvent>(), 2);
}

void TestModeration::mutedOneCannotSpeakUnderAnotherName()
{
    Rooms rooms;
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.mute(muted(u"ann"_s)));
    QCOMPARE(kindOf(rooms.post(Ann, u"anna"_s)), Error::Kind::Muted);
}

void TestModeration::liftedMuteLetsSpeak()
{
    Rooms rooms;
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.mute(muted(u"ann"_s)));
    QCOMPARE(rooms.mutedNames(), QStringList { u"ann"_s });
    QVERIFY(rooms.unmute(u"ann"_s));
    QVERIFY(rooms.mutedNames().isEmpty());
    QVERIFY(rooms.post(Ann, u"ann"_s));
    QCOMPARE(kindOf(rooms.unmute(u"ann"_s)), Error::Kind::MuteNotFound);
    QCOMPARE(kindOf(rooms.unmute(u"ann"_s, u"nowhere"_s)), Error::Kind::RoomNotFound);
}

void TestModeration::muteThatCouldNotBeStoredHasNoEffect()
{
    Rooms rooms;
    rooms.store.fail(Call::Moderate);
    QCOMPARE(kindOf(rooms.mute(muted(u"ann"_s))), Error::Kind::StorageUnavailable);
    QVERIFY(rooms.post(0, u"ann"_s));
    QCOMPARE(kindOf(rooms.mute(muted(u"ann"_s), u"nowhere"_s)), Error::Kind::RoomNotFound);
}

void TestModeration::muteEndsWithItsRoom()
{
    Rooms rooms;
    QVERIFY(rooms.mute(muted(u"ann"_s)));
    QVERIFY(await<void>([&](auto done) { rooms.manager->closeRoom(u"a"_s, {}, done); }));
    QVERIFY(await<Room>([&](auto done) { rooms.manager->createRoom(u"a"_s, u"owner"_s, done); }));
    QVERIFY(rooms.mutedNames().isEmpty());
    QVERIFY(rooms.post(0, u"ann"_s));
}

void TestModeration::mutesOutliveTheServer()
{
    Rooms rooms;
    QVERIFY(rooms.mute(muted(u"ann"_s)));
    rooms.start();
    QCOMPARE(rooms.mutedNames(), QStringList { u"ann"_s });
    QCOMPARE(kindOf(rooms.post(0, u"ann"_s)), Error::Kind::Muted);
}

void TestModeration::whatHasEndedIsNotThere()
{
    Rooms rooms;
    Ban ban = banned(u"ann"_s);
    ban.until = currentTimestamp();
    Mute mute = muted(u"ann"_s);
    mute.until = ban.until;
    const auto made = rooms.ban(ban);
    QVERIFY(made);
    QVERIFY(rooms.mute(mute));
    QVERIFY(rooms.bans().isEmpty());
    QVERIFY(rooms.mutedNames().isEmpty());
    QCOMPARE(kindOf(rooms.unban(made->banId)), Error::Kind::BanNotFound);
    QCOMPARE(kindOf(rooms.unmute(u"ann"_s)), Error::Kind::MuteNotFound);
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.post(Ann, u"ann"_s));
}

void TestModeration::auditTrailIsKept()
{
    Rooms rooms;
    AuditEntry entry;
    entry.at = currentTimestamp();
    entry.action = u"room.close"_s;
    QVERIFY(await<void>([&](auto done) { rooms.manager->recordAudit(entry, done); }));
    const auto read = await<QList<AuditEntry>>([&](auto done) { rooms.manager->readAudit({}, done); });
    QVERIFY(read);
    QCOMPARE(read->size(), 1);
    QCOMPARE(read->first().action, u"room.close"_s);
}

QTEST_GUILESS_MAIN(TestModeration)
#include "TestModeration.moc"
