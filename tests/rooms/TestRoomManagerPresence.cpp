// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Rooms.h"
#include "support/Await.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

/// Long enough that no second event comes by itself during a test.
constexpr int Never = 3'600'000;

const QByteArray DeltaName = R"("presence/a")";

/// `-name` is one who is not connected.
QStringList names(const QJsonArray &participants)
{
    QStringList found;
    for (const auto &entry : participants)
        found.append((entry["connected"_L1].toBool() ? u"" : u"-") + entry["username"_L1].toString());
    return found;
}

QStringList names(const QByteArray &json)
{
    return names(QJsonDocument::fromJson(json).array());
}

/// Of the newest event, if there is one yet.
QStringList lastNames(const QList<QByteArray> &events)
{
    return events.isEmpty() ? QStringList() : names(events.last());
}

RoomSettings quietPresence()
{
    RoomSettings settings;
    settings.presenceIntervalMs = Never;
    settings.departedForMs = Never;
    return settings;
}

RoomSettings coalescedDifferences()
{
    RoomSettings settings = quietPresence();
    settings.presenceListLimit = 1;
    settings.presenceIntervalMs = 50;
    return settings;
}

/// Both in one difference.
bool admitAnnAndBob(Rooms &rooms)
{
    if (!rooms.create(u"a"_s))
        return false;
    rooms.manager->join(Rooms::joining(Ann, u"ann"_s), [](const auto &) {});
    rooms.manager->join(Rooms::joining(Bob, u"bob"_s), [](const auto &) {});
    return QTest::qWaitFor([&rooms] { return rooms.log0.named(DeltaName).size() == 1; });
}

} // namespace

class TestRoomManagerPresence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void presenceOfATurnIsOneEvent();
    void presenceIsCoalesced();
    void largeRoomGetsDifferences();
    void briefVisitorIsInNoDifference();
    void returningMemberIsNoLeaver();
    void departedAreForgottenAfterAWhile();
    void departedAreBounded();
    void whoIsWhereIsRecorded();
    void recordEndsBeforeTheConnectionsDo();
    void formerParticipantsAreDepartedUntilTheyComeBack();
};

void TestRoomManagerPresence::presenceOfATurnIsOneEvent()
{
    Rooms rooms(quietPresence());
    QVERIFY(rooms.create(u"a"_s));
    QSignalSpy changed(rooms.manager.get(), &RoomManager::participantsChanged);
    for (const quint64 serial : { 1, 2, 3 })
        rooms.manager->join(Rooms::joining(makeMemberId(0, serial), u"m%1"_s.arg(serial)),
                            [](const auto &) {});
    QTRY_COMPARE(rooms.log0.named(ListName).size(), 1);
    QCOMPARE(names(rooms.log0.named(ListName).first()), QStringList({ u"m1"_s, u"m2"_s, u"m3"_s }));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(1).toLongLong(), 3);
}

void TestRoomManagerPresence::presenceIsCoalesced()
{
    RoomSettings settings;
    settings.presenceIntervalMs = 50;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QTRY_COMPARE(rooms.log0.named(ListName).size(), 1);
    QVERIFY(rooms.join(Bob, u"bob"_s));
    QVERIFY(rooms.leave(Ann));
    QTRY_COMPARE(lastNames(rooms.log0.named(ListName)), QStringList({ u"bob"_s, u"-ann"_s }));
    QVERIFY(rooms.log0.named(ListName).size() <= 3);
}

void TestRoomManagerPresence::largeRoomGetsDifferences()
{
    RoomSettings settings;
    settings.presenceListLimit = 2;
    settings.presenceIntervalMs = 0;
    settings.departedForMs = Never;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.settle());
    QVERIFY(rooms.join(Bob, u"bob"_s));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.named(ListName).size(), 2);
    QVERIFY(rooms.join(Cat, u"cat"_s));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.named(ListName).size(), 2);
    QCOMPARE(rooms.log0.named(DeltaName).size(), 1);
    const QJsonObject joined = object(rooms.log0.named(DeltaName).last());
    QCOMPARE(names(joined["joined"_L1].toArray()), QStringList{ u"cat"_s });
    QCOMPARE(names(joined["left"_L1].toArray()), QStringList());
    QCOMPARE(joined["participants"_L1].toInt(), 3);

    rooms.log0.clear();
    QVERIFY(rooms.join(makeMemberId(1, 2), u"dan"_s));
    rooms.manager->disconnected(Cat);
    QVERIFY(rooms.settle());
    const QJsonObject left = object(rooms.log0.named(DeltaName).last());
    QCOMPARE(names(left["left"_L1].toArray()), QStringList{ u"-cat"_s });
    QCOMPARE(left["participants"_L1].toInt(), 3);

    QVERIFY(rooms.leave(Bob));
    QVERIFY(rooms.settle());
    QCOMPARE(rooms.log0.named(ListName).size(), 1);
}

void TestRoomManagerPresence::briefVisitorIsInNoDifference()
{
    Rooms rooms(coalescedDifferences());
    QVERIFY(admitAnnAndBob(rooms));
    rooms.manager->join(Rooms::joining(Cat, u"cat"_s), [](const auto &) {});
    rooms.manager->leave(Cat, u"a"_s, [](const auto &) {});
    rooms.manager->join(Rooms::joining(makeMemberId(0, 9), u"dan"_s), [](const auto &) {});
    QTRY_COMPARE(rooms.log0.named(DeltaName).size(), 2);
    const QJsonObject change = object(rooms.log0.named(DeltaName).last());
    QCOMPARE(names(change["joined"_L1].toArray()), QStringList{ u"dan"_s });
    QCOMPARE(names(change["left"_L1].toArray()), QStringList());
}

void TestRoomManagerPresence::returningMemberIsNoLeaver()
{
    Rooms rooms(coalescedDifferences());
    QVERIFY(admitAnnAndBob(rooms));
    rooms.manager->leave(Bob, u"a"_s, [](const auto &) {});
    rooms.manager->join(Rooms::joining(Bob, u"bob"_s), [](const auto &) {});
    QTRY_COMPARE(rooms.log0.named(DeltaName).size(), 2);
    const QJsonObject change = object(rooms.log0.named(DeltaName).last());
    QCOMPARE(names(change["joined"_L1].toArray()), QStringList{ u"bob"_s });
    QCOMPARE(names(change["left"_L1].toArray()), QStringList());
}

void TestRoomManagerPresence::departedAreForgottenAfterAWhile()
{
    RoomSettings settings;
    settings.presenceIntervalMs = 0;
    settings.departedForMs = 50;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Bob, u"bob"_s));
    QVERIFY(rooms.join(Cat, u"cat"_s));
    rooms.manager->disconnected(Bob);
    rooms.manager->disconnected(Cat);
    QTRY_COMPARE(lastNames(rooms.log0.named(ListName)), QStringList({ u"ann"_s, u"-bob"_s, u"-cat"_s }));
    QTRY_COMPARE(lastNames(rooms.log0.named(ListName)), QStringList{ u"ann"_s });
    QCOMPARE(rooms.names(), QStringList{ u"ann"_s });
}

void TestRoomManagerPresence::departedAreBounded()
{
    RoomSettings settings = quietPresence();
    settings.presenceListLimit = 3;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    for (quint64 serial = 1; serial <= 8; ++serial) {
        QVERIFY(rooms.join(makeMemberId(0, serial), u"m%1"_s.arg(serial)));
        rooms.manager->disconnected(makeMemberId(0, serial));
    }
    QCOMPARE(rooms.names(), QStringList({ u"-m6"_s, u"-m7"_s, u"-m8"_s }));
}

void TestRoomManagerPresence::whoIsWhereIsRecorded()
{
    RoomSettings settings;
    settings.presenceIntervalMs = 0;
    Rooms rooms(settings);
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.join(Bob, u"bob"_s));
    QVERIFY(rooms.settle());
    QVERIFY(rooms.leave(Ann));
    QVERIFY(rooms.settle());
    QStringList joined;
    QStringList left;
    for (const PresenceRecord &record : rooms.store.records()) {
        for (const Participant &participant : record.joined)
            joined.append(participant.username);
        left += record.left;
    }
    QCOMPARE(joined, QStringList({ u"ann"_s, u"bob"_s }));
    QCOMPARE(left, QStringList{ u"s%1"_s.arg(Ann) });
}

void TestRoomManagerPresence::recordEndsBeforeTheConnectionsDo()
{
    Rooms rooms(quietPresence());
    QVERIFY(rooms.create(u"a"_s));
    QVERIFY(rooms.join(Ann, u"ann"_s));
    QVERIFY(rooms.settle());
    QVERIFY(rooms.join(Bob, u"bob"_s)); // Not yet told to the room.
    rooms.manager->closeRecord();
    rooms.manager->disconnected(Ann);
    rooms.manager->disconnected(Bob);
    QVERIFY(rooms.settle());
    const auto stored = await<StoredRooms>([&](auto done) { rooms.memory.load(done); });
    QVERIFY(stored);
    QCOMPARE(stored->participants.size(), 2);
}

void TestRoomManagerPresence::formerParticipantsAreDepartedUntilTheyComeBack()
{
    MemoryRoomStore store;
    QVERIFY(await<void>([&](auto done) { store.createRoom({ 1, u"a"_s, u"owner"_s, 1000, 1000 }, done); }));
    store.recordPresence(
        { { 1, { { u"ann"_s, u"x1"_s, true, 10, {} }, { u"bob"_s, u"x2"_s, true, 20, {} } }, {} } });
    RoomManager manager(store, quietPresence());
    FeedLog log(*manager.addFeed());
    const auto participants = [&manager] {
        QStringList found;
        const auto listed =
            await<QList<Participant>>([&](auto done) { manager.listParticipants(u"a"_s, done); });
        for (const Participant &participant : listed.value_or(QList<Participant>()))
            found.append((participant.connected ? u"" : u"-") + participant.username);
        return found;
    };
    QVERIFY(await<void>([&](auto done) { manager.start(done); }));
    QCOMPARE(participants(), QStringList({ u"-ann"_s, u"-bob"_s }));
    QVERIFY(await<JoinAnswer>([&](auto done) { manager.join(Rooms::joining(Ann, u"ann"_s), done); }));
    QCOMPARE(participants(), QStringList({ u"ann"_s, u"-bob"_s }));
}

QTEST_GUILESS_MAIN(TestRoomManagerPresence)
#include "TestRoomManagerPresence.moc"
