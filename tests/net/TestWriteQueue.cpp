// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/WriteQueue.h"

#include <QTest>

#include <array>

using namespace parlor;

class TestWriteQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void piecesComeInOrderWithoutWhatWasSent();
    void skippingStopsAnywhere_data();
    void skippingStopsAnywhere();
    void noMorePiecesComeThanAreAskedFor();
    void sharedPieceIsNotCopied();
    void smallPiecesOfItsOwnAreMerged();
    void smallPieceLeavesASharedOneAlone();
    void longQueueKeepsItsOrderWhileItMoves();

private:
    static QByteArray content(const WriteQueue &queue)
    {
        std::array<QByteArrayView, 8> pieces;
        QByteArray all;
        for (const QByteArrayView piece : queue.front(pieces))
            all.append(piece);
        return all;
    }
    static std::size_t countPieces(const WriteQueue &queue)
    {
        std::array<QByteArrayView, 8> pieces;
        return queue.front(pieces).size();
    }
    /// Too large to be merged.
    static QByteArray large(char letter) { return QByteArray(1000, letter); }
};

void TestWriteQueue::piecesComeInOrderWithoutWhatWasSent()
{
    WriteQueue queue;
    QVERIFY(queue.isEmpty());
    queue.append("sent, not sent ", 6);
    queue.append(large('x'));
    queue.append("all sent", 8);
    QCOMPARE(content(queue), "not sent " + large('x'));
    QCOMPARE(queue.size(), 1009);
    queue.skip(1009);
    QVERIFY(queue.isEmpty());
    QCOMPARE(content(queue), "");
}

void TestWriteQueue::skippingStopsAnywhere_data()
{
    QTest::addColumn<int>("count");
    for (const int count : { 0, 1, 999, 1000, 1001, 2000, 2500, 3000 })
        QTest::addRow("%d", count) << count;
}

void TestWriteQueue::skippingStopsAnywhere()
{
    QFETCH(int, count);
    WriteQueue queue;
    for (const char letter : { 'a', 'b', 'c' })
        queue.append(large(letter));
    queue.skip(count);
    QCOMPARE(queue.size(), 3000 - count);
    QCOMPARE(content(queue), QByteArray(large('a') + large('b') + large('c')).sliced(count));
    queue.append("after");
    QVERIFY(content(queue).endsWith("after"));
}

void TestWriteQueue::noMorePiecesComeThanAreAskedFor()
{
    WriteQueue queue;
    for (int i = 0; i < 20; ++i)
        queue.append(large(char('a' + i)));
    QCOMPARE(countPieces(queue), std::size_t(8));
    queue.skip(15'000);
    QCOMPARE(countPieces(queue), std::size_t(5));
    QVERIFY(content(queue).startsWith('p'));
}

void TestWriteQueue::sharedPieceIsNotCopied()
{
    const QByteArray frames = large('x');
    WriteQueue first;
    WriteQueue second;
    first.append(frames);
    second.append(frames, 10);
    std::array<QByteArrayView, 8> pieces;
    QCOMPARE(static_cast<const void *>(first.front(pieces).front().data()), static_cast<const void *>(frames.data()));
    QCOMPARE(static_cast<const void *>(second.front(pieces).front().data()), static_cast<const void *>(frames.data() + 10));
    first.skip(1000);
    second.skip(990);
    QVERIFY(frames.isDetached());
}

void TestWriteQueue::smallPiecesOfItsOwnAreMerged()
{
    WriteQueue queue;
    QByteArray all;
    for (int i = 0; i < 100; ++i) {
        queue.append("piece " + QByteArray::number(i));
        all += "piece " + QByteArray::number(i);
    }
    QCOMPARE(countPieces(queue), std::size_t(1));
    QCOMPARE(content(queue), all);
    queue.skip(50);
    QCOMPARE(content(queue), all.sliced(50));
}

void TestWriteQueue::smallPieceLeavesASharedOneAlone()
{
    const QByteArray frames = "shared with others";
    WriteQueue queue;
    queue.append(frames);
    queue.append(", and its own");
    QCOMPARE(frames, "shared with others");
    QCOMPARE(countPieces(queue), std::size_t(2));
    QCOMPARE(content(queue), "shared with others, and its own");
}

void TestWriteQueue::longQueueKeepsItsOrderWhileItMoves()
{
    WriteQueue queue;
    QByteArray expected;
    QByteArray taken;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray piece = large(char('a' + i % 26));
        queue.append(piece);
        expected += piece;
        // Less than comes, so that it grows.
        taken += content(queue).first(700);
        queue.skip(700);
    }
    while (!queue.isEmpty()) {
        const QByteArray next = content(queue);
        taken += next;
        queue.skip(next.size());
    }
    QVERIFY(taken == expected);
}

QTEST_APPLESS_MAIN(TestWriteQueue)
#include "TestWriteQueue.moc"
