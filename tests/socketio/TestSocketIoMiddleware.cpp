// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SocketIoFixture.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestSocketIoMiddleware : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void seesWhatTheClientSent();
    void mayRefuseWithAMessageAndData();
    void oldClientsGetOneValue();
    void isAskedInOrderUntilOneRefuses();
    void mayAnswerLater();
    void theFirstAnswerCounts();
    void anAnswerForTheGoneIsIgnored();
    void aForgottenQuestionIsARefusal();
    void aClientThatIsAskedAboutCannotActYet_data();
    void aClientThatIsAskedAboutCannotActYet();
    void theRefusedMayTryAgain();
    void theSocketMayJoinRooms();

private:
    SocketIoNamespace *nsp() { return m_fixture->server.of(); }

    std::optional<SocketIoFixture> m_fixture;
};

void TestSocketIoMiddleware::seesWhatTheClientSent()
{
    QJsonObject auth;
    QByteArray transport;
    bool wasConnected = true;
    nsp()->use([&](SocketIoSocket &socket, const SocketIoAdmission &admission) {
        auth = socket.auth();
        transport = socket.handshake().request.queryItem("transport");
        wasConnected = socket.isConnected();
        socket.emitEvent(u"too early"_s);
        admission.admit();
    });
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    QVERIFY(peer.ask(R"(0{"token":"123"})").startsWith(R"(0{"sid":")"));
    QCOMPARE(auth, (QJsonObject { { u"token"_s, u"123"_s } }));
    QCOMPARE(transport, "websocket"_ba);
    QVERIFY(!wasConnected);
    QVERIFY(peer.hearsNothing());
}

void TestSocketIoMiddleware::mayRefuseWithAMessageAndData()
{
    nsp()->use([](SocketIoSocket &socket, const SocketIoAdmission &admission) {
        if (socket.auth().isEmpty())
            admission.refuse(u"Not \"authorized\""_s);
        else
            admission.refuse(u"Wrong"_s, QJsonObject { { u"code"_s, 5 } });
    });
    QSignalSpy connected(nsp(), &SocketIoNamespace::connected);
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    QCOMPARE(peer.ask("0"), R"(4{"message":"Not \"authorized\""})"_ba);
    QCOMPARE(peer.ask(R"(0{"token":"123"})"), R"(4{"data":{"code":5},"message":"Wrong"})"_ba);
    QCOMPARE(connected.size(), 0);
    QVERIFY(nsp()->sockets().isEmpty());
}

void TestSocketIoMiddleware::oldClientsGetOneValue()
{
    nsp()->use([](SocketIoSocket &, const SocketIoAdmission &admission) { admission.refuse(u"Not authorized"_s); });
    m_fixture->server.of(u"/custom"_s)->use([](SocketIoSocket &socket, const SocketIoAdmission &admission) {
        admission.refuse(u"Wrong"_s, QJsonObject { { u"sent"_s, socket.auth() } });
    });
    SocketIoPeer peer(*m_fixture, 3);
    QCOMPARE(peer.next(), R"(4"Not authorized")"_ba);
    QCOMPARE(peer.ask("0/custom?token=1,"), R"(4/custom,{"sent":{"token":"1"}})"_ba);
}

void TestSocketIoMiddleware::isAskedInOrderUntilOneRefuses()
{
    QStringList asked;
    for (const QString &name : { u"first"_s, u"second"_s, u"third"_s }) {
        nsp()->use([&asked, name](SocketIoSocket &, const SocketIoAdmission &admission) {
            asked.append(name);
            if (name == u"second")
                admission.refuse(name);
            else
                admission.admit();
        });
    }
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    QCOMPARE(peer.ask("0"), R"(4{"message":"second"})"_ba);
    QCOMPARE(asked, QStringList({ u"first"_s, u"second"_s }));
}

void TestSocketIoMiddleware::mayAnswerLater()
{
    QList<SocketIoAdmission> questions;
    nsp()->use([&](SocketIoSocket &, const SocketIoAdmission &admission) { questions.append(admission); });
    SocketIoPeer admitted(*m_fixture);
    QVERIFY(admitted.awaitOpen());
    admitted.send("0");
    QTRY_COMPARE(questions.size(), 1);
    SocketIoPeer refused(*m_fixture);
    QVERIFY(refused.awaitOpen());
    refused.send("0");
    QTRY_COMPARE(questions.size(), 2);

    questions[1].refuse(u"No"_s);
    questions[0].admit();
    QVERIFY(admitted.next().startsWith(R"(0{"sid":")"));
    QCOMPARE(refused.next(), R"(4{"message":"No"})"_ba);
    QCOMPARE(nsp()->sockets().size(), 1);
}

void TestSocketIoMiddleware::theFirstAnswerCounts()
{
    nsp()->use([](SocketIoSocket &, const SocketIoAdmission &admission) {
        admission.refuse(u"No"_s);
        admission.admit();
        admission.refuse(u"No, no"_s);
    });
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    QCOMPARE(peer.ask("0"), R"(4{"message":"No"})"_ba);
    QCOMPARE(peer.ask("0/custom,").left(10), "0/custom,{"_ba);
}

void TestSocketIoMiddleware::anAnswerForTheGoneIsIgnored()
{
    std::optional<SocketIoAdmission> question;
    nsp()->use([&](SocketIoSocket &, const SocketIoAdmission &admission) { question = admission; });
    QSignalSpy connected(nsp(), &SocketIoNamespace::connected);
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    peer.send("0");
    QTRY_VERIFY(question.has_value());
    peer.webSocket().socket().abort();
    QTRY_COMPARE(m_fixture->engine.sessionCount(), 0);
    question->admit();
    QCOMPARE(connected.size(), 0);
    QVERIFY(nsp()->sockets().isEmpty());
}

void TestSocketIoMiddleware::aForgottenQuestionIsARefusal()
{
    nsp()->use([](SocketIoSocket &, const SocketIoAdmission &) {});
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    QCOMPARE(peer.ask("0"), R"(4{"message":"Not admitted"})"_ba);
}

void TestSocketIoMiddleware::aClientThatIsAskedAboutCannotActYet_data()
{
    QTest::addColumn<QByteArray>("packet");

    QTest::newRow("event") << R"(2["hello"])"_ba;
    QTest::newRow("disconnect") << "1"_ba;
    QTest::newRow("connect again") << "0"_ba;
}

void TestSocketIoMiddleware::aClientThatIsAskedAboutCannotActYet()
{
    QFETCH(QByteArray, packet);
    std::optional<SocketIoAdmission> question;
    nsp()->use([&](SocketIoSocket &, const SocketIoAdmission &admission) { question = admission; });
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    peer.send("0");
    QTRY_VERIFY(question.has_value());
    peer.send(packet);
    QVERIFY(peer.awaitEnd());
}

void TestSocketIoMiddleware::theRefusedMayTryAgain()
{
    int asked = 0;
    nsp()->use([&](SocketIoSocket &, const SocketIoAdmission &admission) {
        if (++asked == 1)
            admission.refuse(u"No"_s);
        else
            admission.admit();
    });
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    QCOMPARE(peer.ask("0"), R"(4{"message":"No"})"_ba);
    QVERIFY(peer.ask("0").startsWith(R"(0{"sid":")"));
}

void TestSocketIoMiddleware::theSocketMayJoinRooms()
{
    nsp()->use([](SocketIoSocket &socket, const SocketIoAdmission &admission) {
        socket.join(u"tea"_s);
        if (socket.auth().isEmpty())
            admission.refuse(u"No"_s);
        else
            admission.admit();
    });
    SocketIoPeer peer(*m_fixture);
    QVERIFY(peer.awaitOpen());
    QCOMPARE(peer.ask("0"), R"(4{"message":"No"})"_ba);
    QVERIFY(nsp()->rooms().membersOf(u"tea"_s).isEmpty());
    QVERIFY(peer.ask(R"(0{"token":"123"})").startsWith(R"(0{"sid":")"));
    nsp()->to(u"tea"_s).emitEvent(u"hello"_s);
    QCOMPARE(peer.next(), R"(2["hello"])"_ba);
}

QTEST_GUILESS_MAIN(TestSocketIoMiddleware)
#include "TestSocketIoMiddleware.moc"
