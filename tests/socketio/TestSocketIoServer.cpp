// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SocketIoFixture.h"

#include <QCborMap>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace parlor;
using namespace Qt::StringLiterals;

using Reason = SocketIoSocket::DisconnectReason;

namespace {

constexpr int LongMs = 60'000;

} // namespace

class TestSocketIoServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }

    void clientsJoinNamespaces();
    void idsAreTheNamespacesOwn();
    void unknownNamespacesAreRefused();
    void queriesArePartOfTheName();
    void oldClientsAreInTheMainNamespaceAtOnce();
    void oldClientsMakeTheirIdsThemselves();
    void oldClientsSendQueries();
    void oldClientsAreToldOfUnknownNamespaces();

    void eventsArrive_data();
    void eventsArrive();
    void binaryDataArrives();
    void oldClientsSendAndGetBinaryData();
    void eventsAreAcknowledged();
    void eventsGoOut();
    void theLibrarysOwnEventsAreNotEmitted();
    void clientsAcknowledgeEvents();
    void unknownAcknowledgementsAreIgnored();
    void clientsThatDoNotAnswerTimeOut();
    void clientsThatGoFailWhatIsAwaited();

    void aClientMayLeaveOneNamespace();
    void theServerMayEndOneNamespace();
    void theServerMayEndTheConnection();
    void aLostConnectionEndsEverySocket();
    void nothingIsSentToTheDisconnected();
    void whoJoinsNothingIsClosed_data();
    void whoJoinsNothingIsClosed();
    void misplacedPacketsClose_data();
    void misplacedPacketsClose();
    void aMalformedPacketEndsEverySocket();
    void theServerMayGoBeforeTheEngine();

private:
    SocketIoNamespace *nsp() { return m_fixture->server.of(); }
    /// The only socket of the main namespace.
    SocketIoSocket *socket() { return nsp()->sockets().value(0); }

    std::optional<SocketIoFixture> m_fixture;
};

void TestSocketIoServer::clientsJoinNamespaces()
{
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    const QByteArray answer = peer.ask("0");
    QVERIFY(socket());
    QCOMPARE(answer, "0{\"sid\":\"" + socket()->id() + "\"}");
    QVERIFY(socket()->auth().isEmpty());

    QVERIFY(peer.ask(R"(0/custom,{"token":"abc"})").startsWith(R"(0/custom,{"sid":")"));
    const SocketIoSocket *custom = m_fixture->server.find(u"/custom"_s)->sockets().value(0);
    QVERIFY(custom);
    QCOMPARE(custom->auth(), (QJsonObject { { u"token"_s, u"abc"_s } }));
    QCOMPARE(custom->nsp().name(), u"/custom"_s);
}

void TestSocketIoServer::idsAreTheNamespacesOwn()
{
    SocketIoPeer peer(*m_fixture);
    const QByteArray main = peer.join();
    const QByteArray custom = peer.join("/custom");
    QVERIFY(!main.isEmpty() && !custom.isEmpty());
    QVERIFY(main != custom);
    // The session's is a secret: with it, anybody could speak for the client.
    QVERIFY(main != peer.sid() && custom != peer.sid());
}

void TestSocketIoServer::unknownNamespacesAreRefused()
{
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    QCOMPARE(peer.ask("0/random"), R"(4/random,{"message":"Invalid namespace"})"_ba);
    QVERIFY(peer.ask("0").startsWith("0{"));
    QVERIFY(!m_fixture->server.find(u"/random"_s));
}

void TestSocketIoServer::queriesArePartOfTheName()
{
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    QCOMPARE(peer.ask("0/custom?token=abc,"), R"(4/custom?token=abc,{"message":"Invalid namespace"})"_ba);
}

void TestSocketIoServer::oldClientsAreInTheMainNamespaceAtOnce()
{
    QSignalSpy connected(nsp(), &SocketIoNamespace::connected);
    SocketIoPeer peer(*m_fixture, 3);
    QCOMPARE(peer.next(), "0"_ba);
    QCOMPARE(connected.size(), 1);
    QVERIFY(peer.hearsNothing());
    // Asking for it again has no place.
    peer.send("0");
    QVERIFY(peer.awaitEnd());
}

void TestSocketIoServer::oldClientsMakeTheirIdsThemselves()
{
    SocketIoPeer peer(*m_fixture, 3);
    QCOMPARE(peer.next(), "0"_ba);
    QCOMPARE(socket()->id(), peer.sid());
    QCOMPARE(peer.ask("0/custom"), "0/custom,"_ba);
    QVERIFY(m_fixture->server.of(u"/custom"_s)->socket("/custom#" + peer.sid()));
}

void TestSocketIoServer::oldClientsSendQueries()
{
    SocketIoPeer peer(*m_fixture, 3);
    QCOMPARE(peer.next(), "0"_ba);
    QVERIFY(socket()->auth().isEmpty());
    QCOMPARE(peer.ask("0/custom?token=a%20b&uid=7,"), "0/custom,"_ba);
    const SocketIoSocket *custom = m_fixture->server.of(u"/custom"_s)->sockets().value(0);
    QVERIFY(custom);
    QCOMPARE(custom->auth(), (QJsonObject { { u"token"_s, u"a b"_s }, { u"uid"_s, u"7"_s } }));
    QVERIFY(peer.hearsNothing("/custom"));
}

void TestSocketIoServer::oldClientsAreToldOfUnknownNamespaces()
{
    SocketIoPeer peer(*m_fixture, 3);
    QCOMPARE(peer.next(), "0"_ba);
    QCOMPARE(peer.ask("0/random?a=1,"), R"(4/random,"Invalid namespace")"_ba);
    QVERIFY(peer.hearsNothing());
}

void TestSocketIoServer::eventsArrive_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QCborArray>("arguments");

    QTest::newRow("alone") << R"(2["hello"])"_ba << u"hello"_s << QCborArray();
    QTest::newRow("named by a number") << "2[7]"_ba << u"7"_s << QCborArray();
    QTest::newRow("with arguments") << R"(2["hello",1,"2",{"3":[true,null]}])"_ba << u"hello"_s
                                    << QCborArray { 1, u"2"_s,
                                                    QCborMap { { u"3"_s, QCborArray { true, nullptr } } } };
    QTest::newRow("with what looks like binary data")
        << R"(2["hello",{"_placeholder":true,"num":0}])"_ba << u"hello"_s
        << QCborArray { QCborMap { { u"_placeholder"_s, true }, { u"num"_s, 0 } } };
    QTest::newRow("binary without binary data") << R"(50-["hello",1])"_ba << u"hello"_s << QCborArray { 1 };
}

void TestSocketIoServer::eventsArrive()
{
    QFETCH(QByteArray, packet);
    QFETCH(QString, name);
    QFETCH(QCborArray, arguments);
    SocketIoPeer peer(*m_fixture);
    peer.join();
    std::optional<SocketIoEvent> event;
    connect(socket(), &SocketIoSocket::eventReceived, this, [&](const SocketIoEvent &it) { event = it; });
    peer.send(packet);
    QTRY_VERIFY(event.has_value());
    QCOMPARE(event->name(), name);
    QCOMPARE(event->arguments(), arguments);
    QCOMPARE(event->json(), arguments.toJsonArray());
    QVERIFY(!event->ackId() && !event->hasBinary());
}

void TestSocketIoServer::binaryDataArrives()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    std::optional<SocketIoEvent> event;
    connect(socket(), &SocketIoSocket::eventReceived, this, [&](const SocketIoEvent &it) { event = it; });
    peer.send(R"(52-["picture",{"_placeholder":true,"num":1},{"in":[{"_placeholder":true,"num":0}]},"x"])");
    peer.sendBinary("\1\2");
    peer.sendBinary("");
    QTRY_VERIFY(event.has_value());
    QCOMPARE(event->arguments(),
             (QCborArray { ""_ba, QCborMap { { u"in"_s, QCborArray { "\1\2"_ba } } }, u"x"_s }));
    QVERIFY(event->hasBinary());
    QVERIFY(event->json().isEmpty());
}

void TestSocketIoServer::oldClientsSendAndGetBinaryData()
{
    SocketIoPeer peer(*m_fixture, 3);
    QCOMPARE(peer.next(), "0"_ba);
    connect(socket(), &SocketIoSocket::eventReceived, this,
            [this](const SocketIoEvent &event) { socket()->emitEvent(u"back"_s, event.arguments()); });
    peer.send(R"(51-["there",{"_placeholder":true,"num":0}])");
    peer.sendBinary("\0\1\xff"_ba);
    QCOMPARE(peer.next(), R"(51-["back",{"_placeholder":true,"num":0}])"_ba);
    QCOMPARE(peer.next(), "b:" + "\0\1\xff"_ba);
}

void TestSocketIoServer::eventsAreAcknowledged()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    connect(socket(), &SocketIoSocket::eventReceived, this,
            [this](const SocketIoEvent &event) { socket()->acknowledge(*event.ackId(), event.arguments()); });
    QCOMPARE(peer.ask(R"(2456["hello",1,"2"])"), R"(3456[1,"2"])"_ba);
    QCOMPARE(peer.ask(R"(20["hello"])"), "30[]"_ba);
    peer.send(R"(51-789["hello",{"_placeholder":true,"num":0}])");
    peer.sendBinary("\1\2\3");
    QCOMPARE(peer.next(), R"(61-789[{"_placeholder":true,"num":0}])"_ba);
    QCOMPARE(peer.next(), "b:\1\2\3"_ba);
}

void TestSocketIoServer::eventsGoOut()
{
    SocketIoPeer peer(*m_fixture);
    peer.join("/custom");
    SocketIoSocket *custom = m_fixture->server.of(u"custom"_s)->sockets().value(0);
    QVERIFY(custom);
    custom->emitEvent(u"text"_s, { 1, u"two"_s });
    custom->emitEvent(u"binary"_s, { "\1"_ba, "\2"_ba });
    custom->sendPacket("2/custom,[\"ready-made\"]");
    QCOMPARE(peer.next(), R"(2/custom,["text",1,"two"])"_ba);
    QCOMPARE(peer.next(), R"(52-/custom,["binary",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])"_ba);
    QCOMPARE(peer.next(), "b:\1"_ba);
    QCOMPARE(peer.next(), "b:\2"_ba);
    QCOMPARE(peer.next(), R"(2/custom,["ready-made"])"_ba);
}

void TestSocketIoServer::theLibrarysOwnEventsAreNotEmitted()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    const auto warning = "'disconnect' is the Socket.IO library's own event and cannot be emitted";
    for (int i = 0; i < 3; ++i)
        QTest::ignoreMessage(QtWarningMsg, warning);
    socket()->emitEvent(u"disconnect"_s);
    socket()->emitWithAck(u"disconnect"_s, {}, LongMs, [](const SocketIoAnswer &) {});
    nsp()->emitEvent(u"disconnect"_s);
    QVERIFY(peer.hearsNothing());
}

void TestSocketIoServer::clientsAcknowledgeEvents()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    QList<QCborArray> answers;
    const auto append = [&answers](const SocketIoAnswer &answer) { answers.append(answer.value()); };
    socket()->emitWithAck(u"first"_s, { 1 }, LongMs, append);
    socket()->emitWithAck(u"second"_s, { "\1"_ba }, LongMs, append);
    QCOMPARE(peer.next(), R"(20["first",1])"_ba);
    QCOMPARE(peer.next(), R"(51-1["second",{"_placeholder":true,"num":0}])"_ba);
    QCOMPARE(peer.next(), "b:\1"_ba);
    peer.send(R"(31["to the second"])");
    peer.send(R"(61-0[{"_placeholder":true,"num":0},2])");
    peer.sendBinary("\7");
    QTRY_COMPARE(answers.size(), 2);
    QCOMPARE(answers[0], QCborArray { u"to the second"_s });
    QCOMPARE(answers[1], (QCborArray { "\7"_ba, 2 }));
}

void TestSocketIoServer::unknownAcknowledgementsAreIgnored()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    int answers = 0;
    socket()->emitWithAck(u"hello"_s, {}, LongMs, [&](const SocketIoAnswer &) { ++answers; });
    QCOMPARE(peer.next(), R"(20["hello"])"_ba);
    for (const QByteArray &packet : { "31[]"_ba, "39007199254740991[]"_ba, "3[]"_ba, "30[1]"_ba, "30[2]"_ba })
        peer.send(packet);
    QVERIFY(peer.hearsNothing());
    QCOMPARE(answers, 1);
}

void TestSocketIoServer::clientsThatDoNotAnswerTimeOut()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    QList<SocketIoAnswer> answers;
    socket()->emitWithAck(u"hello"_s, {}, 1, [&](const SocketIoAnswer &answer) { answers.append(answer); });
    QTRY_COMPARE(answers.size(), 1);
    QCOMPARE(answers[0], SocketIoAnswer(tl::unexpect, SocketIoAckFailure::Timeout));
    QCOMPARE(peer.next(), R"(20["hello"])"_ba);
    peer.send("30[]");
    QVERIFY(peer.hearsNothing());
    QCOMPARE(answers.size(), 1);
}

void TestSocketIoServer::clientsThatGoFailWhatIsAwaited()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    QList<SocketIoAnswer> answers;
    const auto append = [&answers](const SocketIoAnswer &answer) { answers.append(answer); };
    QPointer<SocketIoSocket> gone = socket();
    gone->emitWithAck(u"hello"_s, {}, LongMs, append);
    connect(gone, &SocketIoSocket::disconnected, this,
            [&] { gone->emitWithAck(u"too late"_s, {}, LongMs, append); });
    peer.webSocket().socket().abort();
    QTRY_VERIFY(!gone);
    const SocketIoAnswer disconnected(tl::unexpect, SocketIoAckFailure::Disconnected);
    QCOMPARE(answers, QList({ disconnected, disconnected }));
}

void TestSocketIoServer::aClientMayLeaveOneNamespace()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    peer.join("/custom");
    QSignalSpy disconnected(socket(), &SocketIoSocket::disconnected);
    peer.send("1");
    QVERIFY(peer.hearsNothing("/custom"));
    QCOMPARE(disconnected.size(), 1);
    QCOMPARE(disconnected[0][0].value<Reason>(), Reason::ClientDisconnect);
    QVERIFY(!socket());
    // And come back, as somebody new.
    QVERIFY(peer.ask("0").startsWith("0{"));
    QVERIFY(socket());
}

void TestSocketIoServer::theServerMayEndOneNamespace()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    peer.join("/custom");
    QSignalSpy disconnected(socket(), &SocketIoSocket::disconnected);
    socket()->disconnectClient();
    QCOMPARE(disconnected[0][0].value<Reason>(), Reason::ServerDisconnect);
    QCOMPARE(peer.next(), "1"_ba);
    QVERIFY(peer.hearsNothing("/custom"));
}

void TestSocketIoServer::theServerMayEndTheConnection()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    peer.join("/custom");
    QSignalSpy disconnected(m_fixture->server.of(u"custom"_s)->sockets().value(0), &SocketIoSocket::disconnected);
    socket()->disconnectClient(true);
    QCOMPARE(peer.next(), "1"_ba);
    QCOMPARE(peer.next(), "1/custom,"_ba);
    QVERIFY(peer.awaitEnd());
    QCOMPARE(disconnected[0][0].value<Reason>(), Reason::ServerDisconnect);
}

void TestSocketIoServer::aLostConnectionEndsEverySocket()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    peer.join("/custom");
    QSignalSpy main(socket(), &SocketIoSocket::disconnected);
    QSignalSpy custom(m_fixture->server.of(u"custom"_s)->sockets().value(0), &SocketIoSocket::disconnected);
    peer.webSocket().socket().abort();
    QTRY_COMPARE(main.size() + custom.size(), 2);
    QCOMPARE(main[0][0].value<Reason>(), Reason::TransportClosed);
    QCOMPARE(custom[0][0].value<Reason>(), Reason::TransportClosed);
}

void TestSocketIoServer::nothingIsSentToTheDisconnected()
{
    SocketIoPeer peer(*m_fixture);
    peer.join("/custom");
    peer.join();
    SocketIoSocket *gone = socket();
    gone->disconnectClient();
    gone->emitEvent(u"hello"_s);
    gone->acknowledge(1);
    gone->acknowledgeJson(1, "null");
    gone->sendPacket("2[\"hello\"]");
    gone->disconnectClient();
    nsp()->emitEvent(u"hello"_s);
    QCOMPARE(gone->line(), TurnWriter::NoLine);
    QCOMPARE(peer.next(), "1"_ba);
    QVERIFY(peer.hearsNothing("/custom"));
}

void TestSocketIoServer::whoJoinsNothingIsClosed_data()
{
    QTest::addColumn<QByteArray>("packet");

    QTest::newRow("silent") << QByteArray();
    QTest::newRow("refused") << "0/random,"_ba;
}

void TestSocketIoServer::whoJoinsNothingIsClosed()
{
    QFETCH(QByteArray, packet);
    m_fixture.emplace(1);
    SocketIoPeer peer(*m_fixture);
    if (!packet.isEmpty()) {
        QVERIFY(peer.awaitOpen());
        peer.send(packet);
    }
    QVERIFY(peer.awaitEnd());
    QCOMPARE(m_fixture->engine.sessionCount(), 0);

    SocketIoPeer old(*m_fixture, 3);
    QCOMPARE(old.next(), "0"_ba);
    SocketIoPeer another(*m_fixture);
    QVERIFY(another.awaitEnd());
    QVERIFY(old.hearsNothing());
}

void TestSocketIoServer::misplacedPacketsClose_data()
{
    QTest::addColumn<QByteArrayList>("packets");

    QTest::newRow("event to a namespace not joined") << QByteArrayList { R"(2/custom,["hello"])" };
    QTest::newRow("event to no namespace") << QByteArrayList { R"(2/random,["hello"])" };
    QTest::newRow("ack to a namespace not joined") << QByteArrayList { "3/custom,1[]" };
    QTest::newRow("disconnect from a namespace not joined") << QByteArrayList { "1/custom," };
    QTest::newRow("second connect") << QByteArrayList { "0" };
    QTest::newRow("connect error") << QByteArrayList { R"(4{"message":"no"})" };
    QTest::newRow("connect error elsewhere") << QByteArrayList { R"(4/custom,"no")" };
    QTest::newRow("event after leaving") << QByteArrayList { "1", R"(2["hello"])" };
    QTest::newRow("unknown type") << QByteArrayList { "7" };
    QTest::newRow("no type") << QByteArrayList { "abc" };
    QTest::newRow("no array") << QByteArrayList { "2{}" };
    QTest::newRow("no JSON") << QByteArrayList { R"(2["hello")" };
    QTest::newRow("bad ack id") << QByteArrayList { R"(2abc["hello"])" };
    QTest::newRow("reserved name") << QByteArrayList { R"(2["disconnecting"])" };
    QTest::newRow("binary data out of nowhere") << QByteArrayList { "b:x" };
    QTest::newRow("text among attachments")
        << QByteArrayList { R"(51-["a",{"_placeholder":true,"num":0}])", R"(2["hello"])" };
    QTest::newRow("too many attachments") << QByteArrayList { R"(511-["a"])" };
    QTest::newRow("one attachment too many")
        << QByteArrayList { R"(51-["a",{"_placeholder":true,"num":0}])", "b:x", "b:y" };
    QTest::newRow("placeholder for nothing") << QByteArrayList { R"(51-["a",{"_placeholder":true,"num":1}])", "b:x" };
    QTest::newRow("wrong placeholder in an ack")
        << QByteArrayList { R"(61-0[{"_placeholder":true,"num":"0"}])", "b:x" };
}

void TestSocketIoServer::misplacedPacketsClose()
{
    QFETCH(QByteArrayList, packets);
    SocketIoPeer peer(*m_fixture);
    QVERIFY(!peer.join().isEmpty());
    for (const QByteArray &packet : packets) {
        if (packet.startsWith("b:"))
            peer.sendBinary(packet.sliced(2));
        else
            peer.send(packet);
    }
    QVERIFY(peer.awaitEnd());
    QVERIFY(nsp()->sockets().isEmpty());
}

void TestSocketIoServer::aMalformedPacketEndsEverySocket()
{
    SocketIoPeer peer(*m_fixture);
    peer.join();
    peer.join("/custom");
    QSignalSpy disconnected(m_fixture->server.of(u"custom"_s)->sockets().value(0), &SocketIoSocket::disconnected);
    peer.send("2{}");
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(disconnected[0][0].value<Reason>(), Reason::ParseError);
}

void TestSocketIoServer::theServerMayGoBeforeTheEngine()
{
    TurnWriter writer(1'000'000);
    EngineIoServer engine({});
    Listener listener({}, writer);
    listener.addUpgradeHandler("/socket.io/", &engine);
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    auto server = std::make_unique<SocketIoServer>(engine, SocketIoServer::Settings {});
    QSignalSpy connected(server->of(), &SocketIoNamespace::connected);

    WebSocketClient client;
    QSignalSpy opened(&client, &WebSocketClient::textReceived);
    client.open(listener.serverPort(), "/socket.io/?EIO=4&transport=websocket");
    QTRY_COMPARE(opened.size(), 1);
    client.sendText("40");
    QTRY_COMPARE(connected.size(), 1);
    QPointer<SocketIoSocket> socket = connected[0][0].value<SocketIoSocket *>();
    server.reset();
    QVERIFY(!socket);
    QCOMPARE(engine.sessionCount(), 1);
    client.sendText("42[\"hello\"]");
    engine.closeAll();
    QTRY_COMPARE(engine.sessionCount(), 0);
}

QTEST_GUILESS_MAIN(TestSocketIoServer)
#include "TestSocketIoServer.moc"
