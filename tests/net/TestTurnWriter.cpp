// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TurnWriter.h"

#include "net/NetMetrics.h"
#include "protocol/WebSocketFrame.h"
#include "support/SocketPair.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <linux/tcp.h>
#include <sys/socket.h>
#endif

// What the kernel takes is gone at once where it is written to directly, and soon after where Qt does it.
#ifdef PARLOR_WRITES_DIRECTLY
#define COMPARE_AFTER_TURN QCOMPARE
#else
#define COMPARE_AFTER_TURN QTRY_COMPARE
#endif

using namespace parlor;

namespace {

/// A line to a peer that keeps what it reads.
struct Connection {
    explicit Connection(TurnWriter &turnWriter) :
        writer(turnWriter),
        line(turnWriter.open(pair.socket.get()))
    {
        QObject::connect(&pair.peer, &QIODevice::readyRead, &pair.peer, [this] { heard += pair.peer.readAll(); });
    }
    ~Connection()
    {
        if (line != TurnWriter::NoLine)
            writer.drop(line);
    }

    /// What the connection has sent that a peer can tell apart: one a write, as long as they are small.
    int segmentsSent() const
    {
#ifdef Q_OS_LINUX
        tcp_info info {};
        socklen_t size = sizeof info;
        if (::getsockopt(int(pair.socket->socketDescriptor()), IPPROTO_TCP, TCP_INFO, &info, &size) == 0)
            return int(info.tcpi_data_segs_out);
#endif
        return -1;
    }

    TurnWriter &writer;
    SocketPair pair;
    TurnWriter::Line line;
    QByteArray heard;
};

QByteArray textFrame(const QByteArray &text)
{
    QByteArray frame;
    appendWebSocketFrame(frame, WebSocketOpcode::Text, text);
    return frame;
}

} // namespace

class TestTurnWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatATurnAppendsLeavesTogetherAtItsEnd();
    void turnEndsByItself();
    void turnEndingIsTheLastMomentToAppend();
    void broadcastReachesEveryLine();
    void broadcastKeepsItsPlaceAmongWhatIsAppended();
    void emptyAppendKeepsTheLinesPlace();
    void lineOfSeveralGroupsSeesOneWrite();
    void slowReaderGetsEverythingInOrder();
    void readerThatCatchesUpIsWrittenToDirectlyAgain();
    void whatManyHaveNotReadIsKeptOnce();
    void peerThatGoesWithoutReadingIsNoticed();
    void unreadBytesAreCountedAndBounded();
    void whatIsSentAndWhatIsNotReadIsMeasured();
    void oneThatFallsBehindReadsWholeFramesAndThenWhy();
    void aSingleFrameIsNeverTooMuch();
    void oneThatReadsNothingDoesNotHoldTheOthers();
    void sealedLineWritesWhatItHasAndTakesNothingMore();
    void sealedLineWritesWhatWaitsForItsReader();
    void droppedLineForgetsWhatIsPending();
    void reusedLineCarriesNothingOver();
    void unknownLineTakesNothing();

private:
    static constexpr qint64 MaxPendingBytes = 32 * 1024 * 1024;
};

void TestTurnWriter::whatATurnAppendsLeavesTogetherAtItsEnd()
{
    TurnWriter writer(MaxPendingBytes);
    Connection connection(writer);
    writer.append(connection.line, "one ");
    writer.append(connection.line, "two ");
    writer.append(connection.line, "three");
    QCOMPARE(writer.pendingBytes(connection.line), 13);
#ifdef Q_OS_LINUX
    QCOMPARE(connection.segmentsSent(), 0);
#endif
    writer.flush();
    COMPARE_AFTER_TURN(writer.pendingBytes(connection.line), 0);
    QTRY_COMPARE(connection.heard, "one two three");
#ifdef Q_OS_LINUX
    QCOMPARE(connection.segmentsSent(), 1);
#endif
}

void TestTurnWriter::turnEndsByItself()
{
    TurnWriter writer(MaxPendingBytes);
    Connection connection(writer);
    writer.append(connection.line, "hello");
    QTRY_COMPARE(connection.heard, "hello");

    QSignalSpy ending(&writer, &TurnWriter::turnEnding);
    writer.schedule();
    QVERIFY(ending.wait());
}

void TestTurnWriter::turnEndingIsTheLastMomentToAppend()
{
    TurnWriter writer(MaxPendingBytes);
    Connection first(writer);
    Connection second(writer);
    connect(
        &writer, &TurnWriter::turnEnding, this, [&] { writer.append(second.line, "appended while it ends"); },
        Qt::SingleShotConnection);
    writer.append(first.line, "appended before");
    writer.flush();
    COMPARE_AFTER_TURN(writer.pendingBytes(second.line), 0);
    QTRY_COMPARE(first.heard, "appended before");
    QTRY_COMPARE(second.heard, "appended while it ends");
}

void TestTurnWriter::broadcastReachesEveryLine()
{
    TurnWriter writer(MaxPendingBytes);
    std::array connections { std::make_unique<Connection>(writer), std::make_unique<Connection>(writer),
                             std::make_unique<Connection>(writer) };
    const std::array lines { connections[0]->line, connections[2]->line };
    connect(
        &writer, &TurnWriter::turnEnding, this, [&] { writer.broadcast(lines, "to two of three"); },
        Qt::SingleShotConnection);
    writer.append(connections[1]->line, "to the other");
    writer.flush();
    QTRY_COMPARE(connections[0]->heard, "to two of three");
    QTRY_COMPARE(connections[2]->heard, "to two of three");
    QTRY_COMPARE(connections[1]->heard, "to the other");
}

void TestTurnWriter::broadcastKeepsItsPlaceAmongWhatIsAppended()
{
    TurnWriter writer(MaxPendingBytes);
    Connection connection(writer);
    const std::array lines { connection.line };
    connect(
        &writer, &TurnWriter::turnEnding, this,
        [&] {
            writer.broadcast(lines, "broadcast ");
            writer.append(connection.line, "after");
        },
        Qt::SingleShotConnection);
    writer.append(connection.line, "before ");
    writer.flush();
    QTRY_COMPARE(connection.heard, "before broadcast after");
#ifdef Q_OS_LINUX
    QCOMPARE(connection.segmentsSent(), 1);
#endif
}

void TestTurnWriter::emptyAppendKeepsTheLinesPlace()
{
    TurnWriter writer(MaxPendingBytes);
    Connection connection(writer);
    const std::array lines { connection.line };
    connect(
        &writer, &TurnWriter::turnEnding, this,
        [&] {
            writer.append(connection.line, {});
            writer.broadcast(lines, "broadcast ");
            writer.append(connection.line, "after");
        },
        Qt::SingleShotConnection);
    writer.flush();
    QTRY_COMPARE(connection.heard, "broadcast after");
#ifdef Q_OS_LINUX
    QCOMPARE(connection.segmentsSent(), 1);
#endif
}

void TestTurnWriter::lineOfSeveralGroupsSeesOneWrite()
{
    TurnWriter writer(MaxPendingBytes);
    Connection connection(writer);
    writer.setGroups(connection.line, 2);
    const std::array lines { connection.line };
    connect(
        &writer, &TurnWriter::turnEnding, this,
        [&] {
            writer.broadcast(lines, "one group ");
            writer.broadcast(lines, "another");
        },
        Qt::SingleShotConnection);
    writer.flush();
    QTRY_COMPARE(connection.heard, "one group another");
#ifdef Q_OS_LINUX
    QCOMPARE(connection.segmentsSent(), 1);
#endif
}

void TestTurnWriter::slowReaderGetsEverythingInOrder()
{
    TurnWriter writer(MaxPendingBytes);
    Connection connection(writer);
    const std::array lines { connection.line };
    QByteArray sent;
    // Far more than the kernel holds, and the peer cannot read before this function returns to the event loop.
    for (int i = 0; sent.size() < 16'000'000; ++i) {
        const QByteArray block(100'000, char('a' + i % 26));
        if (i % 2)
            writer.append(connection.line, block);
        else
            writer.broadcast(lines, block);
        writer.flush();
        sent += block;
    }
    QVERIFY(writer.pendingBytes(connection.line) > 0);
    QTRY_COMPARE(connection.heard.size(), sent.size());
    QVERIFY(connection.heard == sent);
}

void TestTurnWriter::readerThatCatchesUpIsWrittenToDirectlyAgain()
{
    TurnWriter writer(MaxPendingBytes);
    Connection connection(writer);
    const QByteArray much(16'000'000, 'x');
    writer.append(connection.line, much);
    writer.flush();
    QVERIFY(writer.pendingBytes(connection.line) > 0);
    QTRY_COMPARE(connection.heard.size(), much.size());
    COMPARE_AFTER_TURN(writer.pendingBytes(connection.line), 0);

    QSignalSpy written(connection.pair.socket.get(), &QIODevice::bytesWritten);
    writer.append(connection.line, "little");
    writer.flush();
    COMPARE_AFTER_TURN(connection.pair.socket->bytesToWrite(), 0);
    QTRY_VERIFY(connection.heard.endsWith("little"));
#ifdef PARLOR_WRITES_DIRECTLY
    QCOMPARE(written.size(), 0);
#endif

    const QByteArray again(16'000'000, 'y');
    writer.append(connection.line, again);
    writer.flush();
    QVERIFY(writer.pendingBytes(connection.line) > 0);
    QTRY_COMPARE(connection.heard.size(), much.size() + 6 + again.size());
    QVERIFY(connection.heard.endsWith(again));
}

void TestTurnWriter::whatManyHaveNotReadIsKeptOnce()
{
#ifndef PARLOR_WRITES_DIRECTLY
    QSKIP("Qt's sockets keep a copy each");
#endif
    TurnWriter writer(MaxPendingBytes);
    std::array connections { std::make_unique<Connection>(writer), std::make_unique<Connection>(writer) };
    const std::array lines { connections[0]->line, connections[1]->line };
    const QByteArray more = textFrame(QByteArray(100'000, 'x'));
    QByteArray frames = more.repeated(100);
    const char *const begin = frames.constData();
    writer.broadcast(lines, frames);
    writer.broadcast(lines, more);
    // Who waits already may as well be in several groups.
    writer.setGroups(lines[1], 2);
    const QByteArray last = textFrame(QByteArray(1000, 'y'));
    writer.broadcast(std::span(lines).last(1), last);
    QVERIFY(!last.isDetached());
    QVERIFY(writer.pendingBytes(lines[0]) > 0 && writer.pendingBytes(lines[1]) > 0);
    QVERIFY(!frames.isDetached());
    QVERIFY(!more.isDetached());
    // Who changes its own leaves theirs alone.
    frames.fill('-');
    QVERIFY(frames.constData() != begin);
    const QByteArray all = more.repeated(101);
    QTRY_COMPARE(connections[0]->heard.size(), all.size());
    QVERIFY(connections[0]->heard == all);
    QTRY_COMPARE(connections[1]->heard.size(), all.size() + last.size());
    QVERIFY(connections[1]->heard == all + last);
    QVERIFY(more.isDetached());
}

void TestTurnWriter::peerThatGoesWithoutReadingIsNoticed()
{
    TurnWriter writer(MaxPendingBytes);
    Connection connection(writer);
    connection.pair.peer.setReadBufferSize(1);
    QSignalSpy disconnected(connection.pair.socket.get(), &QAbstractSocket::disconnected);
    writer.append(connection.line, textFrame(QByteArray(16'000'000, 'x')));
    writer.flush();
    QVERIFY(writer.pendingBytes(connection.line) > 0);
    connection.pair.peer.abort();
    QTRY_COMPARE(disconnected.size(), 1);
}

void TestTurnWriter::unreadBytesAreCountedAndBounded()
{
    TurnWriter writer(1'000'000, 1);
    Connection connection(writer);
    connection.pair.peer.setReadBufferSize(1);
    QSignalSpy disconnected(connection.pair.socket.get(), &QAbstractSocket::disconnected);
    const QByteArray frame = textFrame(QByteArray(100'000, 'x'));
    qint64 most = 0;
    for (int i = 0; i < 1000; ++i) {
        writer.append(connection.line, frame);
        writer.flush();
        most = std::max(most, writer.pendingBytes(connection.line));
    }
    QVERIFY(most > 0);
    QVERIFY(most <= 1'000'000 + frame.size());
    // From the event loop, not while somebody walks the lines.
    QCOMPARE(disconnected.size(), 0);
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(writer.metrics()->slowConsumersCut.value(), quint64(1));
}

void TestTurnWriter::whatIsSentAndWhatIsNotReadIsMeasured()
{
    TurnWriter writer(MaxPendingBytes);
    Connection broadcast(writer);
    Connection appended(writer);
    writer.append(appended.line, "1234");
    const std::array lines { broadcast.line, appended.line };
    connect(&writer, &TurnWriter::turnEnding, this, [&] { writer.broadcast(lines, "123"); }, Qt::SingleShotConnection);
    writer.flush();
    QCOMPARE(writer.metrics()->webSocketBytesOut.value(), quint64(3 + 4 + 3));
    QCOMPARE(writer.metrics()->webSocketBytesPending.value(), 0);

    appended.pair.peer.setReadBufferSize(1);
    writer.append(appended.line, textFrame(QByteArray(16'000'000, 'x')));
    writer.flush();
    QTRY_VERIFY(writer.metrics()->webSocketBytesPending.value() > 0);
    appended.pair.peer.setReadBufferSize(0);
    appended.heard += appended.pair.peer.readAll();
    QTRY_COMPARE(writer.metrics()->webSocketBytesPending.value(), 0);
    QCOMPARE(writer.metrics()->slowConsumersCut.value(), quint64(0));
}

void TestTurnWriter::oneThatFallsBehindReadsWholeFramesAndThenWhy()
{
    TurnWriter writer(1'000'000);
    Connection connection(writer);
    connection.pair.peer.setReadBufferSize(1);
    // Each turn brings so much that the kernel takes a part of a frame.
    const QByteArray frames = textFrame(QByteArray(70'001, 'x')).repeated(200);
    const std::array lines { connection.line };
    writer.broadcast(lines, frames);
    writer.broadcast(lines, frames);

    connection.pair.peer.setReadBufferSize(0);
    connection.heard += connection.pair.peer.readAll();
    WebSocketFrameDecoder decoder(WebSocketFrameDecoder::Role::Client, 1'000'000);
    QByteArray reason;
    const auto readFarewell = [&] {
        QByteArray bytes = std::exchange(connection.heard, {});
        decoder.feed(bytes.data(), bytes.size());
        for (WebSocketInput input = decoder.next(); input.kind != WebSocketInput::Kind::NeedMore; input = decoder.next()) {
            if (input.kind != WebSocketInput::Kind::Text) {
                reason = QByteArray::number(int(input.closeCode)) + ' ' + input.payload.toByteArray();
                break;
            }
        }
        return reason;
    };
    QTRY_COMPARE(readFarewell(), "1013 too much was left unread");
}

void TestTurnWriter::aSingleFrameIsNeverTooMuch()
{
    TurnWriter writer(1000);
    Connection connection(writer);
    const QByteArray frame = textFrame(QByteArray(20'000'000, 'x'));
    writer.append(connection.line, frame);
    writer.flush();
    QTRY_COMPARE(connection.heard.size(), frame.size());
}

void TestTurnWriter::oneThatReadsNothingDoesNotHoldTheOthers()
{
    TurnWriter writer(MaxPendingBytes);
    Connection idle(writer);
    Connection reader(writer);
    idle.pair.peer.setReadBufferSize(1);
    const std::array lines { idle.line, reader.line };
    const QByteArray much(8'000'000, 'x');
    writer.broadcast(lines, much);
    writer.broadcast(lines, "end");
    QTRY_COMPARE(reader.heard.size(), much.size() + 3);
    QVERIFY(writer.pendingBytes(idle.line) > 0);
}

void TestTurnWriter::sealedLineWritesWhatItHasAndTakesNothingMore()
{
    TurnWriter writer(MaxPendingBytes);
    Connection connection(writer);
    const std::array lines { connection.line };
    writer.append(connection.line, "last words");
    writer.seal(connection.line);
    COMPARE_AFTER_TURN(writer.pendingBytes(connection.line), 0);
    writer.append(connection.line, "too late");
    writer.broadcast(lines, "too late");
    writer.flush();
    connection.pair.socket->disconnectFromHost();
    QTRY_COMPARE(connection.pair.peer.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(connection.heard, "last words");
}

void TestTurnWriter::sealedLineWritesWhatWaitsForItsReader()
{
    TurnWriter writer(MaxPendingBytes);
    Connection connection(writer);
    const QByteArray much = QByteArray(9'000'000, 'x') + QByteArray(7'000'000, 'y');
    writer.append(connection.line, much);
    writer.flush();
    QVERIFY(writer.pendingBytes(connection.line) > 0);
    writer.append(connection.line, "last words");
    writer.seal(connection.line);
    writer.disconnectWhenSent(connection.line);
    QTRY_COMPARE(connection.pair.peer.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(connection.heard == much + "last words");
}

void TestTurnWriter::droppedLineForgetsWhatIsPending()
{
    TurnWriter writer(MaxPendingBytes);
    Connection connection(writer);
    writer.append(connection.line, "never said");
    writer.drop(connection.line);
    connection.line = TurnWriter::NoLine;
    writer.flush();
    connection.pair.socket->disconnectFromHost();
    QTRY_COMPARE(connection.pair.peer.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(connection.heard, "");
}

void TestTurnWriter::reusedLineCarriesNothingOver()
{
    TurnWriter writer(MaxPendingBytes);
    auto old = std::make_unique<Connection>(writer);
    const TurnWriter::Line line = old->line;
    writer.append(line, QByteArray(16'000'000, 'x'));
    writer.flush();
    writer.setGroups(line, 2);
    writer.append(line, "for the old one");
    old.reset();

    Connection connection(writer);
    QCOMPARE(connection.line, line);
    QCOMPARE(writer.pendingBytes(line), 0);
    const std::array lines { line };
    writer.broadcast(lines, "for the new one");
    COMPARE_AFTER_TURN(writer.pendingBytes(line), 0);
    writer.flush();
    QTRY_COMPARE(connection.heard, "for the new one");
}

void TestTurnWriter::unknownLineTakesNothing()
{
    TurnWriter writer(MaxPendingBytes);
    QSignalSpy ending(&writer, &TurnWriter::turnEnding);
    writer.append(TurnWriter::NoLine, "to nobody");
    writer.seal(TurnWriter::NoLine);
    writer.flush();
    QCOMPARE(ending.size(), 1);
}

QTEST_GUILESS_MAIN(TestTurnWriter)
#include "TestTurnWriter.moc"
