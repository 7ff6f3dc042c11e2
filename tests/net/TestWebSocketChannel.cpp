// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/WebSocketChannel.h"

#include "support/SocketPair.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace parlor;

namespace {

/// Writes down what a channel receives, e.g. "text hello" or "closed 1001".
class Log : public WebSocketReceiver {
public:
    void textReceived(QByteArrayView text) override { add("text ", text); }
    void binaryReceived(QByteArrayView data) override { add("binary ", data); }
    void pongReceived() override { add("pong", {}); }
    void closed(WebSocketCloseCode code) override { add("closed ", QByteArray::number(int(code))); }

    QByteArrayList lines;

private:
    void add(QByteArrayView what, QByteArrayView payload) { lines.append(what.toByteArray() + payload.toByteArray()); }
};

/// A channel and its peer, which sends what a test tells it to and answers nothing by itself.
struct Conversation {
    explicit Conversation(qint64 maxMessageBytes = 1'000'000, int closeTimeoutMs = 60'000) :
        channel(std::make_unique<WebSocketChannel>(pair.socket.release(), writer, maxMessageBytes, closeTimeoutMs))
    {
        QObject::connect(&pair.peer, &QIODevice::readyRead, &pair.peer, [this] { read(); });
        channel->start(&log);
    }

    void say(WebSocketOpcode opcode, const QByteArray &payload, bool fin = true)
    {
        QByteArray frame;
        appendMaskedWebSocketFrame(frame, opcode, payload, 0x5a17c03e, fin);
        pair.peer.write(frame);
    }
    bool peerIsDisconnected() const { return pair.peer.state() == QAbstractSocket::UnconnectedState; }

    SocketPair pair;
    TurnWriter writer { 16 * 1024 * 1024 };
    Log log;
    std::unique_ptr<WebSocketChannel> channel;
    /// What the peer heard, e.g. "text hello", "pong 1" or "close 1002 reason".
    QByteArrayList heard;
    qsizetype bytesHeard = 0;

private:
    void read()
    {
        QByteArray bytes = pair.peer.readAll();
        bytesHeard += bytes.size();
        decoder.feed(bytes.data(), bytes.size());
        for (WebSocketInput input = decoder.next(); input.kind != WebSocketInput::Kind::NeedMore; input = decoder.next())
            heard.append(nameOf(input));
    }
    static QByteArray nameOf(const WebSocketInput &input)
    {
        const QByteArray payload = input.payload.toByteArray();
        switch (input.kind) {
        case WebSocketInput::Kind::Text:
            return "text " + payload;
        case WebSocketInput::Kind::Binary:
            return "binary " + payload;
        case WebSocketInput::Kind::Ping:
            return "ping " + payload;
        case WebSocketInput::Kind::Pong:
            return "pong " + payload;
        case WebSocketInput::Kind::Close:
            return "close " + QByteArray::number(int(input.closeCode)) + ' ' + payload;
        default:
            return "nonsense";
        }
    }

    WebSocketFrameDecoder decoder { WebSocketFrameDecoder::Role::Client, 64 * 1024 * 1024 };
};

QByteArray closeBody(int code, const QByteArray &reason = {})
{
    return webSocketCloseBody(WebSocketCloseCode(code), reason);
}

} // namespace

class TestWebSocketChannel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesReachTheReceiverInOrder();
    void fragmentsAreOneMessage();
    void messagesReachThePeerInOrder();
    void pingIsAnsweredWithItsPayload();
    void pongReachesTheReceiver();
    void preparedFrameOfTheLineKeepsItsPlace();
    void whatWasReadBeforeTheStartIsDelivered();

    void closeOfThePeerIsAnsweredWithItsCode();
    void closeWithoutACodeIsAnsweredWithoutOne();
    void whatFollowsTheCloseOfThePeerIsIgnored();
    void ourCloseComesAfterWhatWasSent();
    void ourCloseWaitsForThePeersAnswer();
    void whatThePeerHasNotReadComesBeforeTheAnswerToItsClose();
    void peerThatDoesNotAnswerOurCloseIsCutOff();
    void peerThatKeepsTheConnectionAfterItsCloseIsCutOff();
    void nothingIsSentOnceItCloses();

    void violationClosesWithItsCode_data();
    void violationClosesWithItsCode();
    void senderOfAnOversizedMessageLearnsWhy();

    void lostConnectionIsAbnormal();
    void connectionLostBeforeTheStartIsTold();
    void abortIsToldFromTheEventLoop();
    void receiverMayCloseWithinACallback();
    void endOfTheChannelEndsTheConnection();
};

void TestWebSocketChannel::messagesReachTheReceiverInOrder()
{
    Conversation it;
    it.say(WebSocketOpcode::Text, "hello");
    it.say(WebSocketOpcode::Binary, "bytes");
    it.say(WebSocketOpcode::Text, "");
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "text hello", "binary bytes", "text " }));
    QVERIFY(it.channel->isOpen());
}

void TestWebSocketChannel::fragmentsAreOneMessage()
{
    Conversation it;
    it.say(WebSocketOpcode::Text, "caf\xc3", false);
    it.say(WebSocketOpcode::Ping, "between");
    it.say(WebSocketOpcode::Continuation, "\xa9");
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "text caf\xc3\xa9" }));
    QTRY_COMPARE(it.heard, QByteArrayList({ "pong between" }));
}

void TestWebSocketChannel::messagesReachThePeerInOrder()
{
    Conversation it;
    it.channel->sendText("hello");
    it.channel->sendBinary("bytes");
    it.channel->ping();
    QTRY_COMPARE(it.heard, QByteArrayList({ "text hello", "binary bytes", "ping " }));
}

void TestWebSocketChannel::pingIsAnsweredWithItsPayload()
{
    Conversation it;
    it.say(WebSocketOpcode::Ping, "1");
    it.say(WebSocketOpcode::Ping, "");
    QTRY_COMPARE(it.heard, QByteArrayList({ "pong 1", "pong " }));
    QCOMPARE(it.log.lines, QByteArrayList());
}

void TestWebSocketChannel::pongReachesTheReceiver()
{
    Conversation it;
    it.say(WebSocketOpcode::Pong, "");
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "pong" }));
}

void TestWebSocketChannel::preparedFrameOfTheLineKeepsItsPlace()
{
    Conversation it;
    QByteArray frame;
    appendWebSocketFrame(frame, WebSocketOpcode::Text, "prepared");
    it.channel->sendText("before");
    it.writer.append(it.channel->line(), frame);
    it.channel->sendFrame(frame);
    it.channel->sendText("after");
    QTRY_COMPARE(it.heard, QByteArrayList({ "text before", "text prepared", "text prepared", "text after" }));
}

void TestWebSocketChannel::whatWasReadBeforeTheStartIsDelivered()
{
    SocketPair pair;
    QByteArray frame;
    appendMaskedWebSocketFrame(frame, WebSocketOpcode::Text, "early", 1);
    pair.peer.write(frame);
    QTRY_COMPARE(pair.socket->bytesAvailable(), frame.size());

    TurnWriter writer(1'000'000);
    Log log;
    WebSocketChannel channel(pair.socket.release(), writer, 1'000'000, 60'000);
    channel.start(&log);
    // From the event loop: the receiver is only being made.
    QCOMPARE(log.lines, QByteArrayList());
    QTRY_COMPARE(log.lines, QByteArrayList({ "text early" }));
}

void TestWebSocketChannel::closeOfThePeerIsAnsweredWithItsCode()
{
    Conversation it;
    connect(&it.writer, &TurnWriter::turnEnding, this, [&] { it.writer.append(it.channel->line(), "after the end"); });
    it.say(WebSocketOpcode::Close, closeBody(1001, "bye"));
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "closed 1001" }));
    QTRY_VERIFY(it.peerIsDisconnected());
    QCOMPARE(it.heard, QByteArrayList({ "close 1001 " }));
    QCOMPARE(it.bytesHeard, 4);
}

void TestWebSocketChannel::closeWithoutACodeIsAnsweredWithoutOne()
{
    Conversation it;
    it.say(WebSocketOpcode::Close, {});
    QTRY_VERIFY(it.peerIsDisconnected());
    QCOMPARE(it.heard, QByteArrayList({ "close 1005 " }));
    QCOMPARE(it.log.lines, QByteArrayList({ "closed 1005" }));
}

void TestWebSocketChannel::whatFollowsTheCloseOfThePeerIsIgnored()
{
    Conversation it;
    it.say(WebSocketOpcode::Close, closeBody(1000));
    it.say(WebSocketOpcode::Text, "one more thing");
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "closed 1000" }));
}

void TestWebSocketChannel::ourCloseComesAfterWhatWasSent()
{
    Conversation it;
    it.channel->sendText("last words");
    it.channel->close(WebSocketCloseCode::GoingAway, "bye");
    QVERIFY(!it.channel->isOpen());
    QTRY_COMPARE(it.heard, QByteArrayList({ "text last words", "close 1001 bye" }));
}

void TestWebSocketChannel::ourCloseWaitsForThePeersAnswer()
{
    Conversation it;
    it.channel->close(WebSocketCloseCode::GoingAway);
    QTRY_COMPARE(it.heard, QByteArrayList({ "close 1001 " }));
    QVERIFY(!it.peerIsDisconnected());
    it.say(WebSocketOpcode::Text, "not delivered any more");
    it.say(WebSocketOpcode::Close, closeBody(1000));
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "closed 1001" }));
    QTRY_VERIFY(it.peerIsDisconnected());
    QCOMPARE(it.heard.size(), 1);
}

void TestWebSocketChannel::whatThePeerHasNotReadComesBeforeTheAnswerToItsClose()
{
    Conversation it;
    // More than the kernel holds.
    const QByteArray text(100'000, 'x');
    for (int i = 0; i < 100; ++i) {
        it.channel->sendText(text);
        it.writer.flush();
    }
    QVERIFY(it.writer.pendingBytes(it.channel->line()) > 0);
    it.say(WebSocketOpcode::Close, closeBody(1000));
    QTRY_VERIFY(it.peerIsDisconnected());
    QCOMPARE(it.heard.size(), 101);
    QCOMPARE(it.heard.last(), "close 1000 ");
}

void TestWebSocketChannel::peerThatDoesNotAnswerOurCloseIsCutOff()
{
    Conversation it(1'000'000, 10);
    it.channel->close(WebSocketCloseCode::PolicyViolation);
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "closed 1008" }));
    QTRY_VERIFY(it.peerIsDisconnected());
}

void TestWebSocketChannel::peerThatKeepsTheConnectionAfterItsCloseIsCutOff()
{
    // It reads nothing, so that the answer never leaves.
    Conversation it(1'000'000, 10);
    it.pair.peer.setReadBufferSize(1);
    for (int i = 0; i < 12; ++i)
        it.channel->sendBinary(QByteArray(1'000'000, 'x'));
    it.say(WebSocketOpcode::Close, closeBody(1000));
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "closed 1000" }));
}

void TestWebSocketChannel::nothingIsSentOnceItCloses()
{
    Conversation it;
    QByteArray frame;
    appendWebSocketFrame(frame, WebSocketOpcode::Text, "prepared");
    it.channel->close(WebSocketCloseCode::Normal);
    it.channel->sendText("late");
    it.channel->ping();
    it.channel->sendFrame(frame);
    it.writer.append(it.channel->line(), frame);
    it.channel->close(WebSocketCloseCode::GoingAway);
    it.say(WebSocketOpcode::Ping, "not answered any more");
    it.say(WebSocketOpcode::Close, closeBody(1000));
    QTRY_VERIFY(it.peerIsDisconnected());
    QCOMPARE(it.heard, QByteArrayList({ "close 1000 " }));
}

void TestWebSocketChannel::violationClosesWithItsCode_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("unmasked") << QByteArray("\x81\x02hi", 4) << 1002;
    QTest::newRow("reserved bit") << QByteArray("\xc1\x80\x00\x00\x00\x00", 6) << 1002;
    QTest::newRow("bad UTF-8") << QByteArray("\x81\x82\x00\x00\x00\x00\xc3\x28", 8) << 1007;
    QTest::newRow("too large, by its header") << QByteArray("\x82\xfe\x04\x01mask", 8) << 1009;
}

void TestWebSocketChannel::violationClosesWithItsCode()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    Conversation it(1024);
    it.say(WebSocketOpcode::Text, "fine");
    it.pair.peer.write(bytes);
    QTRY_COMPARE(it.heard.size(), 1);
    QVERIFY(it.heard.first().startsWith(QByteArray("close " + QByteArray::number(code))));
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "text fine", "closed " + QByteArray::number(code) }));
    QTRY_VERIFY(it.peerIsDisconnected());
}

void TestWebSocketChannel::senderOfAnOversizedMessageLearnsWhy()
{
    Conversation it(1024);
    QSignalSpy failed(&it.pair.peer, &QAbstractSocket::errorOccurred);
    it.say(WebSocketOpcode::Binary, QByteArray(4'000'000, 'x'));
    QTRY_COMPARE(it.heard.size(), 1);
    QVERIFY(it.heard.first().startsWith("close 1009"));
    // All of it is taken, though not kept: a reset could throw the reason away.
    QTRY_COMPARE(it.pair.peer.bytesToWrite(), 0);
    QCOMPARE(failed.size(), 0);
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "closed 1009" }));
}

void TestWebSocketChannel::lostConnectionIsAbnormal()
{
    Conversation it;
    it.pair.peer.abort();
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "closed 1006" }));
    QVERIFY(!it.channel->isOpen());
    it.channel->sendText("to nobody");
    it.channel->close(WebSocketCloseCode::Normal);
    it.channel->abort();
    it.writer.flush();
    QCOMPARE(it.log.lines.size(), 1);
}

void TestWebSocketChannel::connectionLostBeforeTheStartIsTold()
{
    SocketPair pair;
    QTcpSocket *const socket = pair.socket.release();
    TurnWriter writer(1'000'000);
    Log log;
    WebSocketChannel channel(socket, writer, 1'000'000, 60'000);
    pair.peer.abort();
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    channel.start(&log);
    QTRY_COMPARE(log.lines, QByteArrayList({ "closed 1006" }));
}

void TestWebSocketChannel::abortIsToldFromTheEventLoop()
{
    Conversation it;
    it.channel->abort();
    QCOMPARE(it.log.lines, QByteArrayList());
    QTRY_COMPARE(it.log.lines, QByteArrayList({ "closed 1006" }));
    QTRY_VERIFY(it.peerIsDisconnected());
}

void TestWebSocketChannel::receiverMayCloseWithinACallback()
{
    class Closer : public Log {
    public:
        void textReceived(QByteArrayView text) override
        {
            Log::textReceived(text);
            channel->close(WebSocketCloseCode::PolicyViolation);
        }

        WebSocketChannel *channel = nullptr;
    };
    SocketPair pair;
    TurnWriter writer(1'000'000);
    Closer log;
    WebSocketChannel channel(pair.socket.release(), writer, 1'000'000, 10);
    log.channel = &channel;
    channel.start(&log);
    QByteArray frames;
    appendMaskedWebSocketFrame(frames, WebSocketOpcode::Text, "first", 1);
    appendMaskedWebSocketFrame(frames, WebSocketOpcode::Text, "second", 2);
    pair.peer.write(frames);
    QTRY_COMPARE(log.lines, QByteArrayList({ "text first", "closed 1008" }));
}

void TestWebSocketChannel::endOfTheChannelEndsTheConnection()
{
    Conversation it;
    it.channel->sendText("never sent");
    it.channel.reset();
    it.writer.flush();
    QTRY_VERIFY(it.peerIsDisconnected());
    QCOMPARE(it.heard, QByteArrayList());
    QCOMPARE(it.log.lines, QByteArrayList());
}

QTEST_GUILESS_MAIN(TestWebSocketChannel)
#include "TestWebSocketChannel.moc"
