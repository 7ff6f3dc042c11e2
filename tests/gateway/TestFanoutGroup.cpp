// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/FanoutGroup.h"

#include "gateway/ChatClient.h"
#include "net/TurnWriter.h"
#include "protocol/WebSocketFrame.h"
#include "support/SocketPair.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace parlor;

namespace {

/// A client that is written to by its line, or where it has none by texts. Either way it keeps what it hears.
class Member : public ChatClient {
public:
    Member(WireFormat format, TurnWriter &writer, bool hasLine) :
        ChatClient(1, QStringLiteral("socket"), format),
        m_writer(writer),
        m_line(hasLine ? writer.open(pair.socket.get()) : TurnWriter::NoLine)
    {
        QObject::connect(&pair.peer, &QIODevice::readyRead, &pair.peer, [this] { read(); });
    }
    ~Member() override
    {
        if (m_line != TurnWriter::NoLine)
            m_writer.drop(m_line);
    }

    TurnWriter::Line line() const override { return m_usesLine ? m_line : TurnWriter::NoLine; }
    void sendText(QByteArrayView text) override
    {
        if (m_line == TurnWriter::NoLine) {
            heard.append(text.toByteArray());
            return;
        }
        QByteArray frame;
        appendWebSocketFrame(frame, WebSocketOpcode::Text, text);
        m_writer.append(m_line, frame);
    }
    void acknowledge(quint64, QByteArrayView) override {}
    void refuse(quint64, QByteArrayView) override {}
    void disconnectClient(QByteArrayView) override {}

    /// From now on it takes texts.
    void giveUpLine()
    {
        m_usesLine = false;
        lineChanged();
    }

    /// And by its line again.
    void takeUpLine()
    {
        m_usesLine = true;
        lineChanged();
    }

    SocketPair pair;
    QByteArrayList heard;

private:
    void read()
    {
        QByteArray bytes = pair.peer.readAll();
        m_decoder.feed(bytes.data(), bytes.size());
        for (WebSocketInput input = m_decoder.next(); input.kind == WebSocketInput::Kind::Text; input = m_decoder.next())
            heard.append(input.payload.toByteArray());
    }

    TurnWriter &m_writer;
    const TurnWriter::Line m_line;
    bool m_usesLine = true;
    WebSocketFrameDecoder m_decoder { WebSocketFrameDecoder::Role::Client, 1'000'000 };
};

constexpr std::size_t Everybody = 1000;

/// How /ws hears an event of that name, whose data is 1.
QByteArray plain(const QByteArray &name)
{
    return R"({"event":")" + name + R"(","data":1})";
}

} // namespace

class TestFanoutGroup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void everyClientHearsAnEventInItsFormat();
    void eventsOfATurnComeInOrder();
    void nothingIsSentBeforeTheBroadcast();
    void joinerHearsOnlyWhatComesLater();
    void leaverHearsWhatCameBefore();
    void clientJoinsOnce();
    void leavingDisturbsNobodyElse();
    void someMayHearWhatOthersDoNot();
    void selectiveEventKeepsItsPlace();
    void allButOneHearInTheirPlace_data();
    void allButOneHearInTheirPlace();
    void whoIsNotInTheGroupIsNoException();
    void spilledEventsKeepTheirPlaceBeforeWhatIsSentNext();
    void clientOfSeveralGroupsHearsAll();
    void clientThatLosesItsLineHearsInOrder();
    void clientThatGetsALineHearsInOrder();
    void destroyedClientLeaves();
    void manyAreServedInSeveralTurns();
    void longMessagesReachFewerClientsATurn_data();
    void longMessagesReachFewerClientsATurn();
    void longMessagesThatAreSpilledReachEverybody();
    void whoTalksIsAmongTheFirstToHear_data();
    void whoTalksIsAmongTheFirstToHear();
    void talkerWhoIsToldSoStaysAmongTheFirst_data();
    void talkerWhoIsToldSoStaysAmongTheFirst();
    void talkerMayLeaveBeforeTheNextBroadcast();
    void whatComesWhileABroadcastIsUnderWayFollows();
    void joinerDoesNotHearTheBroadcastThatIsUnderWay();
    void joinersWaitForTheirTurnLikeTheOthers();
    void joinerIsAMemberOnceTheBroadcastIsOver_data();
    void joinerIsAMemberOnceTheBroadcastIsOver();
    void groupThatEndsAfterABroadcastLetsItsJoinersGo();
    void joinerMayLeaveWhileABroadcastIsUnderWay();
    void leaverHearsTheBroadcastThatIsUnderWay();
    void destroyedClientLeavesABroadcastThatIsUnderWay_data();
    void destroyedClientLeavesABroadcastThatIsUnderWay();
    void groupThatEndsLetsItsClientsGo();

private:
    Member &add(WireFormat format = WireFormat::PlainWebSocket, bool hasLine = true);
    void addMany(int count, bool hasLine);
    void push(const QByteArray &name) { m_group->push(QByteArray('"' + name + '"'), "1"); }
    void endTurn();
    /// The rows of a test that is the same for clients with a line and without.
    static void addLinesAndTexts();

    std::unique_ptr<TurnWriter> m_writer;
    std::unique_ptr<FanoutGroup> m_group;
    std::vector<std::unique_ptr<Member>> m_clients;
};

void TestFanoutGroup::init()
{
    m_writer = std::make_unique<TurnWriter>(1'000'000);
    m_group = std::make_unique<FanoutGroup>(*m_writer);
}

void TestFanoutGroup::cleanup()
{
    m_group.reset();
    m_clients.clear();
    m_writer.reset();
}

Member &TestFanoutGroup::add(WireFormat format, bool hasLine)
{
    m_clients.push_back(std::make_unique<Member>(format, *m_writer, hasLine));
    m_group->add(*m_clients.back());
    return *m_clients.back();
}

void TestFanoutGroup::addMany(int count, bool hasLine)
{
    for (int i = 0; i < count; ++i)
        add(WireFormat::PlainWebSocket, hasLine);
}

void TestFanoutGroup::endTurn()
{
    while (m_group->isPending())
        m_group->broadcast(Everybody);
    m_writer->flush();
}

void TestFanoutGroup::addLinesAndTexts()
{
    QTest::addColumn<bool>("hasLine");
    QTest::newRow("frames") << true;
    QTest::newRow("texts") << false;
}

void TestFanoutGroup::everyClientHearsAnEventInItsFormat()
{
    const Member &plainDirect = add(WireFormat::PlainWebSocket);
    const Member &socketIoDirect = add(WireFormat::SocketIo);
    const Member &plainText = add(WireFormat::PlainWebSocket, false);
    const Member &socketIoText = add(WireFormat::SocketIo, false);
    QCOMPARE(m_group->size(), std::size_t(4));
    push("a");
    endTurn();
    QTRY_COMPARE(plainDirect.heard, QByteArrayList({ plain("a") }));
    // As the frame has it, with Engine.IO's "message" in front; texts get that from their transport.
    QTRY_COMPARE(socketIoDirect.heard, QByteArrayList({ R"(42["a",1])" }));
    QCOMPARE(plainText.heard, QByteArrayList({ plain("a") }));
    QCOMPARE(socketIoText.heard, QByteArrayList({ R"(2["a",1])" }));
}

void TestFanoutGroup::eventsOfATurnComeInOrder()
{
    const Member &direct = add();
    const Member &text = add(WireFormat::PlainWebSocket, false);
    push("a");
    push("b");
    endTurn();
    push("c");
    endTurn();
    const QByteArrayList all { plain("a"), plain("b"), plain("c") };
    QTRY_COMPARE(direct.heard, all);
    QCOMPARE(text.heard, all);
}

void TestFanoutGroup::nothingIsSentBeforeTheBroadcast()
{
    const Member &text = add(WireFormat::PlainWebSocket, false);
    push("a");
    QVERIFY(m_group->isPending());
    QCOMPARE(text.heard, QByteArrayList());
    endTurn();
    QVERIFY(!m_group->isPending());
    QCOMPARE(text.heard, QByteArrayList({ plain("a") }));
}

void TestFanoutGroup::joinerHearsOnlyWhatComesLater()
{
    const Member &first = add();
    push("a");
    const Member &direct = add();
    const Member &text = add(WireFormat::PlainWebSocket, false);
    push("b");
    endTurn();
    QTRY_COMPARE(first.heard, QByteArrayList({ plain("a"), plain("b") }));
    QTRY_COMPARE(direct.heard, QByteArrayList({ plain("b") }));
    QCOMPARE(text.heard, QByteArrayList({ plain("b") }));
}

void TestFanoutGroup::leaverHearsWhatCameBefore()
{
    const Member &stays = add();
    Member &direct = add();
    Member &text = add(WireFormat::PlainWebSocket, false);
    push("a");
    m_group->remove(direct);
    m_group->remove(text);
    push("b");
    endTurn();
    QTRY_COMPARE(stays.heard, QByteArrayList({ plain("a"), plain("b") }));
    QTRY_COMPARE(direct.heard, QByteArrayList({ plain("a") }));
    QCOMPARE(text.heard, QByteArrayList({ plain("a") }));
}

void TestFanoutGroup::clientJoinsOnce()
{
    Member &client = add(WireFormat::PlainWebSocket, false);
    m_group->add(client);
    QCOMPARE(m_group->size(), std::size_t(1));
    push("a");
    endTurn();
    QCOMPARE(client.heard.size(), 1);
    m_group->remove(client);
    QVERIFY(m_group->isEmpty());
    QVERIFY(!m_group->contains(client));
    m_group->remove(client);
}

void TestFanoutGroup::leavingDisturbsNobodyElse()
{
    // The last one takes the place of whoever leaves: first, middle and last go.
    for (int i = 0; i < 6; ++i)
        add();
    m_group->remove(*m_clients[0]);
    m_group->remove(*m_clients[3]);
    m_group->remove(*m_clients[5]);
    push("a");
    endTurn();
    for (const int i : { 1, 2, 4 }) {
        QVERIFY(m_group->contains(*m_clients[i]));
        QTRY_COMPARE(m_clients[i]->heard, QByteArrayList({ plain("a") }));
    }
    for (const int i : { 0, 3, 5 }) {
        QVERIFY(!m_group->contains(*m_clients[i]));
        QCOMPARE(m_clients[i]->heard, QByteArrayList());
    }
}

void TestFanoutGroup::someMayHearWhatOthersDoNot()
{
    const Member &wanted = add();
    const Member &wantedText = add(WireFormat::SocketIo, false);
    const Member &unwanted = add();
    const Member &unwantedText = add(WireFormat::SocketIo, false);
    m_group->pushTo([&](const ChatClient &it) { return &it == &wanted || &it == &wantedText; }, "\"a\"", "1");
    push("b");
    endTurn();
    QTRY_COMPARE(wanted.heard, QByteArrayList({ plain("a"), plain("b") }));
    QTRY_COMPARE(unwanted.heard, QByteArrayList({ plain("b") }));
    QCOMPARE(wantedText.heard, QByteArrayList({ R"(2["a",1])", R"(2["b",1])" }));
    QCOMPARE(unwantedText.heard, QByteArrayList({ R"(2["b",1])" }));
}

void TestFanoutGroup::selectiveEventKeepsItsPlace()
{
    const Member &direct = add();
    const Member &text = add(WireFormat::PlainWebSocket, false);
    push("a");
    m_group->pushTo([](const ChatClient &) { return true; }, "\"b\"", "1");
    push("c");
    endTurn();
    const QByteArrayList all { plain("a"), plain("b"), plain("c") };
    QTRY_COMPARE(direct.heard, all);
    QCOMPARE(text.heard, all);
}

void TestFanoutGroup::allButOneHearInTheirPlace_data()
{
    QTest::addColumn<bool>("hasLine");
    QTest::addColumn<int>("others");
    QTest::addColumn<bool>("isUnderWay");
    for (const bool hasLine : { true, false }) {
        for (const int others : { 0, 30 }) {
            for (const bool isUnderWay : { true, false })
                QTest::addRow("%s, %d others%s", hasLine ? "frames" : "texts", others, isUnderWay ? ", under way" : "")
                    << hasLine << others << isUnderWay;
        }
    }
}

void TestFanoutGroup::allButOneHearInTheirPlace()
{
    QFETCH(bool, hasLine);
    QFETCH(int, others);
    QFETCH(bool, isUnderWay);
    addMany(others, hasLine);
    Member &excepted = add(WireFormat::PlainWebSocket, hasLine);
    push("a");
    if (isUnderWay)
        m_group->broadcast(10);
    push("b");
    m_group->pushExcept(excepted, "\"c\"", "1");
    push("d");
    endTurn();
    push("e");
    endTurn();
    for (const auto &client : m_clients) {
        QByteArrayList all { plain("a"), plain("b"), plain("c"), plain("d"), plain("e") };
        if (client.get() == &excepted)
            all.removeAt(2);
        QTRY_COMPARE(client->heard, all);
    }
}

void TestFanoutGroup::whoIsNotInTheGroupIsNoException()
{
    Member &leaver = add();
    const Member &other = add();
    m_group->remove(leaver);
    m_group->pushExcept(leaver, "\"a\"", "1");
    push("b");
    endTurn();
    QTRY_COMPARE(other.heard, QByteArrayList({ plain("a"), plain("b") }));
    QVERIFY(leaver.heard.isEmpty());
}

void TestFanoutGroup::spilledEventsKeepTheirPlaceBeforeWhatIsSentNext()
{
    Member &client = add();
    push("a");
    m_group->spill();
    client.sendText("between");
    push("b");
    endTurn();
    QTRY_COMPARE(client.heard, QByteArrayList({ plain("a"), "between", plain("b") }));
}

void TestFanoutGroup::clientOfSeveralGroupsHearsAll()
{
    FanoutGroup another(*m_writer);
    Member &client = add();
    another.add(client);
    QCOMPARE(client.groups().size(), std::size_t(2));
    push("a");
    another.push("\"b\"", "1");
    m_group->broadcast(Everybody);
    another.broadcast(Everybody);
    m_writer->flush();
    QTRY_COMPARE(client.heard, QByteArrayList({ plain("a"), plain("b") }));
}

void TestFanoutGroup::clientThatLosesItsLineHearsInOrder()
{
    Member &client = add();
    const Member &other = add();
    push("a");
    client.giveUpLine();
    push("b");
    endTurn();
    QTRY_COMPARE(client.heard, QByteArrayList({ plain("a"), plain("b") }));
    QTRY_COMPARE(other.heard, QByteArrayList({ plain("a"), plain("b") }));
    QVERIFY(m_group->contains(client));
}

void TestFanoutGroup::clientThatGetsALineHearsInOrder()
{
    Member &client = add();
    client.giveUpLine();
    push("a");
    client.takeUpLine();
    push("b");
    endTurn();
    push("c");
    endTurn();
    QTRY_COMPARE(client.heard, QByteArrayList({ plain("a"), plain("b"), plain("c") }));
}

void TestFanoutGroup::destroyedClientLeaves()
{
    add();
    const Member &stays = add();
    add(WireFormat::PlainWebSocket, false);
    push("a");
    m_clients.erase(m_clients.begin());
    m_clients.pop_back();
    QCOMPARE(m_group->size(), std::size_t(1));
    push("b");
    endTurn();
    QTRY_COMPARE(stays.heard, QByteArrayList({ plain("a"), plain("b") }));
}

void TestFanoutGroup::manyAreServedInSeveralTurns()
{
    for (const bool hasLine : { true, true, true, false, false })
        add(WireFormat::PlainWebSocket, hasLine);
    push("a");
    QCOMPARE(m_group->broadcast(2), std::size_t(2));
    QVERIFY(m_group->isUnderWay());
    QCOMPARE(m_group->broadcast(2), std::size_t(2));
    QVERIFY(m_group->isPending());
    QCOMPARE(m_group->broadcast(2), std::size_t(1));
    QVERIFY(!m_group->isPending());
    m_writer->flush();
    for (const auto &client : m_clients)
        QTRY_COMPARE(client->heard, QByteArrayList({ plain("a") }));
}

void TestFanoutGroup::longMessagesReachFewerClientsATurn_data()
{
    addLinesAndTexts();
}

void TestFanoutGroup::longMessagesReachFewerClientsATurn()
{
    QFETCH(bool, hasLine);
    addMany(20, hasLine);
    m_group->push("\"a\"", QByteArray(200'000, '1'));
    const std::size_t most = 20;
    QVERIFY(m_group->broadcast(most) <= most);
    QVERIFY(m_group->isUnderWay());
    // Where there is no room for even one, there is for one.
    QVERIFY(m_group->broadcast(1) > 1);
    QVERIFY(m_group->isUnderWay());
    endTurn();
    for (const auto &client : m_clients)
        QTRY_COMPARE(client->heard.size(), 1);
}

void TestFanoutGroup::longMessagesThatAreSpilledReachEverybody()
{
    for (int i = 0; i < 20; ++i)
        add(WireFormat::PlainWebSocket, i % 2 == 0);
    m_group->push("\"a\"", QByteArray(200'000, '1'));
    m_group->spill();
    m_writer->flush();
    for (const auto &client : m_clients)
        QTRY_COMPARE(client->heard.size(), 1);
}

void TestFanoutGroup::whoTalksIsAmongTheFirstToHear_data()
{
    addLinesAndTexts();
}

void TestFanoutGroup::whoTalksIsAmongTheFirstToHear()
{
    QFETCH(bool, hasLine);
    addMany(40, hasLine);
    push("a");
    m_group->broadcast(20);
    // Their turn in this broadcast is still to come.
    m_group->favour(*m_clients[38]);
    m_group->favour(*m_clients[39]);
    endTurn();
    push("b");
    QCOMPARE(m_group->broadcast(2), std::size_t(2));
    m_writer->flush();
    const QByteArrayList both { plain("a"), plain("b") };
    QTRY_COMPARE(m_clients[38]->heard, both);
    QTRY_COMPARE(m_clients[39]->heard, both);
    QCOMPARE(m_clients[0]->heard.size(), 1);
    endTurn();
    for (const auto &client : m_clients)
        QTRY_COMPARE(client->heard, both);
}

void TestFanoutGroup::talkerWhoIsToldSoStaysAmongTheFirst_data()
{
    addLinesAndTexts();
}

void TestFanoutGroup::talkerWhoIsToldSoStaysAmongTheFirst()
{
    QFETCH(bool, hasLine);
    addMany(40, hasLine);
    Member &talker = *m_clients[39];
    QByteArrayList said;
    for (const QByteArray name : { "a", "b", "c" }) {
        push(name);
        said.append(plain(name));
        m_group->favour(talker);
        m_group->broadcast(20);
        // As an acknowledgement has it, which stands behind the message.
        m_group->catchUp(talker);
        m_writer->flush();
        QTRY_COMPARE(talker.heard, said);
        endTurn();
    }
    push("d");
    said.append(plain("d"));
    m_group->broadcast(16);
    m_writer->flush();
    QTRY_COMPARE(talker.heard, said);
    endTurn();
    for (const auto &client : m_clients)
        QTRY_COMPARE(client->heard, said);
}

void TestFanoutGroup::talkerMayLeaveBeforeTheNextBroadcast()
{
    for (int i = 0; i < 20; ++i)
        add(WireFormat::PlainWebSocket, false);
    m_group->favour(*m_clients.back());
    m_clients.pop_back();
    m_group->favour(*m_clients.back());
    m_group->remove(*m_clients.back());
    push("a");
    endTurn();
    QVERIFY(m_clients.back()->heard.isEmpty());
    m_clients.pop_back();
    for (const auto &client : m_clients)
        QCOMPARE(client->heard, QByteArrayList({ plain("a") }));
}

void TestFanoutGroup::whatComesWhileABroadcastIsUnderWayFollows()
{
    for (const bool hasLine : { true, true, true, false, false })
        add(WireFormat::PlainWebSocket, hasLine);
    push("a");
    m_group->broadcast(2);
    push("b");
    push("c");
    m_group->broadcast(Everybody);
    QVERIFY(!m_group->isUnderWay());
    QVERIFY(m_group->isPending());
    m_group->broadcast(4);
    push("d");
    endTurn();
    endTurn();
    QVERIFY(!m_group->isPending());
    for (const auto &client : m_clients)
        QTRY_COMPARE(client->heard, QByteArrayList({ plain("a"), plain("b"), plain("c"), plain("d") }));
}

void TestFanoutGroup::joinerDoesNotHearTheBroadcastThatIsUnderWay()
{
    add();
    add();
    push("a");
    m_group->broadcast(1);
    push("b");
    const Member &joiner = add();
    push("c");
    endTurn();
    QTRY_COMPARE(m_clients[0]->heard, QByteArrayList({ plain("a"), plain("b"), plain("c") }));
    QTRY_COMPARE(m_clients[1]->heard, QByteArrayList({ plain("a"), plain("b"), plain("c") }));
    QTRY_COMPARE(joiner.heard, QByteArrayList({ plain("c") }));
}

void TestFanoutGroup::joinersWaitForTheirTurnLikeTheOthers()
{
    for (int i = 0; i < 3; ++i)
        add(WireFormat::PlainWebSocket, false);
    push("a");
    m_group->broadcast(1);
    for (int i = 0; i < 3; ++i)
        add(WireFormat::PlainWebSocket, false);
    push("b");
    m_group->broadcast(Everybody);
    QCOMPARE(m_group->broadcast(3), std::size_t(3));
    QCOMPARE(m_clients[0]->heard, QByteArrayList({ plain("a"), plain("b") }));
    QCOMPARE(m_clients[5]->heard, QByteArrayList());
    QCOMPARE(m_group->broadcast(3), std::size_t(3));
    QCOMPARE(m_clients[5]->heard, QByteArrayList({ plain("b") }));
}

void TestFanoutGroup::joinerIsAMemberOnceTheBroadcastIsOver_data()
{
    addLinesAndTexts();
}

void TestFanoutGroup::joinerIsAMemberOnceTheBroadcastIsOver()
{
    QFETCH(bool, hasLine);
    add(WireFormat::PlainWebSocket, hasLine);
    add(WireFormat::PlainWebSocket, hasLine);
    push("a");
    m_group->broadcast(1);
    const Member &joiner = add(WireFormat::PlainWebSocket, hasLine);
    endTurn();
    m_group->pushTo([&joiner](const ChatClient &client) { return &client == &joiner; }, "\"b\"", "1");
    m_writer->flush();
    QTRY_COMPARE(joiner.heard, QByteArrayList({ plain("b") }));
}

void TestFanoutGroup::groupThatEndsAfterABroadcastLetsItsJoinersGo()
{
    add();
    add();
    push("a");
    m_group->broadcast(1);
    const Member &direct = add();
    const Member &text = add(WireFormat::PlainWebSocket, false);
    endTurn();
    m_group.reset();
    QVERIFY(direct.groups().empty());
    QVERIFY(text.groups().empty());
}

void TestFanoutGroup::joinerMayLeaveWhileABroadcastIsUnderWay()
{
    for (const bool hasLine : { true, true, false, false })
        add(WireFormat::PlainWebSocket, hasLine);
    push("a");
    m_group->broadcast(1);
    for (const bool hasLine : { true, true, false, false })
        add(WireFormat::PlainWebSocket, hasLine);
    push("b");
    m_group->remove(*m_clients[4]);
    m_group->remove(*m_clients[6]);
    QTRY_COMPARE(m_clients[6]->heard, QByteArrayList({ plain("b") }));
    m_clients.erase(m_clients.begin() + 7);
    push("c");
    endTurn();
    QCOMPARE(m_group->size(), std::size_t(5));
    QTRY_COMPARE(m_clients[4]->heard, QByteArrayList({ plain("b") }));
    QTRY_COMPARE(m_clients[5]->heard, QByteArrayList({ plain("b"), plain("c") }));
    for (int i = 0; i < 4; ++i)
        QTRY_COMPARE(m_clients[i]->heard, QByteArrayList({ plain("a"), plain("b"), plain("c") }));
}

void TestFanoutGroup::leaverHearsTheBroadcastThatIsUnderWay()
{
    for (const bool hasLine : { true, true, false, false })
        add(WireFormat::PlainWebSocket, hasLine);
    push("a");
    m_group->broadcast(1);
    m_group->remove(*m_clients[1]);
    m_group->remove(*m_clients[3]);
    push("b");
    endTurn();
    QTRY_COMPARE(m_clients[1]->heard, QByteArrayList({ plain("a") }));
    QTRY_COMPARE(m_clients[3]->heard, QByteArrayList({ plain("a") }));
    QTRY_COMPARE(m_clients[0]->heard, QByteArrayList({ plain("a"), plain("b") }));
    QTRY_COMPARE(m_clients[2]->heard, QByteArrayList({ plain("a"), plain("b") }));
}

void TestFanoutGroup::destroyedClientLeavesABroadcastThatIsUnderWay_data()
{
    QTest::addColumn<int>("destroyed");
    QTest::addColumn<bool>("hasLine");
    for (const bool hasLine : { true, false }) {
        for (int i = 0; i < 5; ++i)
            QTest::addRow("%d of 5, %s", i, hasLine ? "lines" : "texts") << i << hasLine;
    }
}

void TestFanoutGroup::destroyedClientLeavesABroadcastThatIsUnderWay()
{
    QFETCH(int, destroyed);
    QFETCH(bool, hasLine);
    addMany(5, hasLine);
    push("a");
    m_group->broadcast(2);
    m_clients.erase(m_clients.begin() + destroyed);
    endTurn();
    QVERIFY(!m_group->isPending());
    push("b");
    endTurn();
    for (const auto &client : m_clients)
        QTRY_COMPARE(client->heard, QByteArrayList({ plain("a"), plain("b") }));
}

void TestFanoutGroup::groupThatEndsLetsItsClientsGo()
{
    Member &direct = add();
    Member &text = add(WireFormat::PlainWebSocket, false);
    push("a");
    m_group.reset();
    m_writer->flush();
    QVERIFY(direct.groups().empty());
    QVERIFY(text.groups().empty());
    QTRY_COMPARE(direct.heard, QByteArrayList({ plain("a") }));
    QCOMPARE(text.heard, QByteArrayList({ plain("a") }));
}

QTEST_GUILESS_MAIN(TestFanoutGroup)
#include "TestFanoutGroup.moc"
