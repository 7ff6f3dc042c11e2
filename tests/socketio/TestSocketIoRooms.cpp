// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SocketIoFixture.h"

#include "engineio/EngineIoFixture.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestSocketIoRooms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everybodyInTheNamespaceHears();
    void aRoomHearsAndNobodyElse();
    void whoIsInTwoRoomsHearsOnce();
    void someMayBeLeftOut();
    void aSocketSpeaksToTheOthers();
    void binaryDataReachesAll();
    void broadcastsReachThoseWhoPoll();
    void roomsBelongToTheirNamespace();
    void whoLeftHearsNothing();
    void theGoneAreInNoRoom();
    void socketsAreFoundById();

private:
    /// Sockets of the peers that init() made, in their order.
    SocketIoSocket *socket(int peer) const { return m_sockets[peer]; }

    std::unique_ptr<SocketIoFixture> m_fixture;
    SocketIoNamespace *m_nsp = nullptr;
    std::vector<std::unique_ptr<SocketIoPeer>> m_peers;
    QList<SocketIoSocket *> m_sockets;
};

void TestSocketIoRooms::init()
{
    m_fixture = std::make_unique<SocketIoFixture>();
    m_nsp = m_fixture->server.of();
    for (int i = 0; i < 3; ++i) {
        const auto &peer = m_peers.emplace_back(std::make_unique<SocketIoPeer>(*m_fixture));
        m_sockets.append(m_nsp->socket(peer->join()));
        QVERIFY(m_sockets.back());
    }
    socket(0)->join(u"tea"_s);
    socket(1)->join(u"tea"_s);
    socket(1)->join(u"coffee"_s);
    socket(2)->join(u"coffee"_s);
}

void TestSocketIoRooms::cleanup()
{
    m_sockets.clear();
    m_peers.clear();
    m_fixture.reset();
}

void TestSocketIoRooms::everybodyInTheNamespaceHears()
{
    m_nsp->emitEvent(u"hello"_s, { 1 });
    for (const auto &peer : m_peers) {
        QCOMPARE(peer->next(), R"(2["hello",1])"_ba);
        QVERIFY(peer->hearsNothing());
    }
}

void TestSocketIoRooms::aRoomHearsAndNobodyElse()
{
    m_nsp->to(u"tea"_s).emitEvent(u"hello"_s);
    QCOMPARE(m_peers[0]->next(), R"(2["hello"])"_ba);
    QCOMPARE(m_peers[1]->next(), R"(2["hello"])"_ba);
    QVERIFY(m_peers[2]->hearsNothing());
    m_nsp->to(u"nowhere"_s).emitEvent(u"hello"_s);
    QVERIFY(m_peers[0]->hearsNothing());
}

void TestSocketIoRooms::whoIsInTwoRoomsHearsOnce()
{
    m_nsp->to(u"tea"_s).to(u"coffee"_s).emitEvent(u"hello"_s);
    for (const auto &peer : m_peers) {
        QCOMPARE(peer->next(), R"(2["hello"])"_ba);
        QVERIFY(peer->hearsNothing());
    }
}

void TestSocketIoRooms::someMayBeLeftOut()
{
    m_nsp->except(u"tea"_s).emitEvent(u"not tea"_s);
    m_nsp->to(u"tea"_s).except(u"coffee"_s).emitEvent(u"tea alone"_s);
    m_nsp->except(socket(0)).except(socket(1)).emitEvent(u"the last one"_s);
    QCOMPARE(m_peers[0]->next(), R"(2["tea alone"])"_ba);
    QVERIFY(m_peers[0]->hearsNothing());
    QVERIFY(m_peers[1]->hearsNothing());
    QCOMPARE(m_peers[2]->next(), R"(2["not tea"])"_ba);
    QCOMPARE(m_peers[2]->next(), R"(2["the last one"])"_ba);
}

void TestSocketIoRooms::aSocketSpeaksToTheOthers()
{
    socket(0)->broadcast().emitEvent(u"all"_s);
    socket(0)->to(u"tea"_s).emitEvent(u"tea"_s);
    QVERIFY(m_peers[0]->hearsNothing());
    QCOMPARE(m_peers[1]->next(), R"(2["all"])"_ba);
    QCOMPARE(m_peers[1]->next(), R"(2["tea"])"_ba);
    QCOMPARE(m_peers[2]->next(), R"(2["all"])"_ba);
    QVERIFY(m_peers[2]->hearsNothing());
}

void TestSocketIoRooms::binaryDataReachesAll()
{
    m_nsp->to(u"coffee"_s).emitEvent(u"picture"_s, { "\1\2"_ba, u"a cup"_s });
    for (const int peer : { 1, 2 }) {
        QCOMPARE(m_peers[peer]->next(), R"(51-["picture",{"_placeholder":true,"num":0},"a cup"])"_ba);
        QCOMPARE(m_peers[peer]->next(), "b:\1\2"_ba);
    }
    QVERIFY(m_peers[0]->hearsNothing());
}

void TestSocketIoRooms::broadcastsReachThoseWhoPoll()
{
    m_fixture->listener.addRequestHandler("/engine.io/", &m_fixture->engine);
    PollingClient poller(m_fixture->listener.serverPort());
    QCOMPARE(poller.post("40"), 200);
    QVERIFY(poller.poll().startsWith(R"(40{"sid":")"));
    m_nsp->emitEvent(u"picture"_s, { "\1\2"_ba });
    m_nsp->emitEvent(u"hello"_s);
    QCOMPARE(poller.poll(), "451-[\"picture\",{\"_placeholder\":true,\"num\":0}]\x1e"
                            "bAQI=\x1e"
                            "42[\"hello\"]"_ba);
    QCOMPARE(m_peers[0]->next(), R"(51-["picture",{"_placeholder":true,"num":0}])"_ba);
    QCOMPARE(m_peers[0]->next(), "b:\1\2"_ba);
    QCOMPARE(m_peers[0]->next(), R"(2["hello"])"_ba);
}

void TestSocketIoRooms::roomsBelongToTheirNamespace()
{
    SocketIoNamespace *custom = m_fixture->server.of(u"custom"_s);
    SocketIoSocket *other = custom->socket(m_peers[2]->join("/custom"));
    QVERIFY(other);
    other->join(u"tea"_s);
    m_nsp->to(u"tea"_s).emitEvent(u"main"_s);
    QVERIFY(m_peers[2]->hearsNothing());
    custom->to(u"tea"_s).emitEvent(u"custom"_s);
    QCOMPARE(m_peers[2]->next(), R"(2/custom,["custom"])"_ba);
    QCOMPARE(m_peers[0]->next(), R"(2["main"])"_ba);
    QVERIFY(m_peers[0]->hearsNothing());
}

void TestSocketIoRooms::whoLeftHearsNothing()
{
    QCOMPARE(socket(1)->rooms(), QSet<QString>({ u"tea"_s, u"coffee"_s }));
    socket(1)->leave(u"tea"_s);
    socket(1)->leave(u"a room it was never in"_s);
    QCOMPARE(socket(1)->rooms(), QSet<QString> { u"coffee"_s });
    m_nsp->to(u"tea"_s).emitEvent(u"hello"_s);
    QVERIFY(m_peers[1]->hearsNothing());
}

void TestSocketIoRooms::theGoneAreInNoRoom()
{
    SocketIoSocket *gone = socket(0);
    bool isIn = true;
    connect(gone, &SocketIoSocket::disconnected, this, [&isIn, gone, this] {
        gone->join(u"too late"_s);
        isIn = !gone->rooms().isEmpty() || m_nsp->sockets().contains(gone);
    });
    m_peers[0]->send("1");
    QTRY_VERIFY(!isIn);
    QVERIFY(m_nsp->rooms().membersOf(u"too late"_s).isEmpty());
    m_nsp->to(u"tea"_s).emitEvent(u"hello"_s);
    QCOMPARE(m_peers[1]->next(), R"(2["hello"])"_ba);
}

void TestSocketIoRooms::socketsAreFoundById()
{
    QCOMPARE(m_nsp->sockets().size(), 3);
    QCOMPARE(m_nsp->socket(socket(1)->id()), socket(1));
    QCOMPARE(m_nsp->socket("somebody"), nullptr);
}

QTEST_GUILESS_MAIN(TestSocketIoRooms)
#include "TestSocketIoRooms.moc"
