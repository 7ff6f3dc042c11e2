// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoAcks.h"

#include <QTest>

#include <numeric>
#include <optional>

using namespace parlor;

namespace {

constexpr int LongMs = 60'000;

} // namespace

class TestSocketIoAcks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersReachWhoAskedForThem();
    void unknownIdsAndSecondAnswersAreIgnored();
    void aMissingAnswerTimesOut();
    void anAnswerInTimeStopsTheClock();
    void theGoneClientFailsAllInOrder();
    void aHandlerMayAskAgain();
};

void TestSocketIoAcks::answersReachWhoAskedForThem()
{
    SocketIoAcks acks;
    QList<QCborArray> first;
    QList<QCborArray> second;
    const quint64 firstId = acks.expect(LongMs, [&](const SocketIoAnswer &answer) { first.append(*answer); });
    const quint64 secondId = acks.expect(LongMs, [&](const SocketIoAnswer &answer) { second.append(*answer); });
    QVERIFY(firstId != secondId);
    acks.settle(secondId, QCborArray { 2 });
    acks.settle(firstId, QCborArray { 1 });
    QCOMPARE(first, QList { QCborArray { 1 } });
    QCOMPARE(second, QList { QCborArray { 2 } });
}

void TestSocketIoAcks::unknownIdsAndSecondAnswersAreIgnored()
{
    SocketIoAcks acks;
    int answers = 0;
    const quint64 id = acks.expect(LongMs, [&](const SocketIoAnswer &) { ++answers; });
    acks.settle(id + 1, QCborArray());
    QCOMPARE(answers, 0);
    acks.settle(id, QCborArray());
    acks.settle(id, QCborArray());
    QCOMPARE(answers, 1);
}

void TestSocketIoAcks::aMissingAnswerTimesOut()
{
    SocketIoAcks acks;
    std::optional<SocketIoAnswer> answer;
    const quint64 id = acks.expect(1, [&](const SocketIoAnswer &it) { answer = it; });
    QTRY_VERIFY(answer.has_value());
    QCOMPARE(answer->error(), SocketIoAckFailure::Timeout);
    acks.settle(id, QCborArray());
    QVERIFY(!answer->has_value());
}

void TestSocketIoAcks::anAnswerInTimeStopsTheClock()
{
    SocketIoAcks acks;
    int answers = 0;
    acks.settle(acks.expect(1, [&](const SocketIoAnswer &) { ++answers; }), QCborArray());
    bool laterTimedOut = false;
    acks.expect(2, [&](const SocketIoAnswer &) { laterTimedOut = true; });
    QTRY_VERIFY(laterTimedOut);
    QCOMPARE(answers, 1);
}

void TestSocketIoAcks::theGoneClientFailsAllInOrder()
{
    SocketIoAcks acks;
    QList<int> failed;
    for (int i = 0; i < 20; ++i) {
        acks.expect(LongMs, [&failed, i](const SocketIoAnswer &answer) {
            if (answer.error() == SocketIoAckFailure::Disconnected)
                failed.append(i);
        });
    }
    acks.abandon();
    QList<int> all(20);
    std::iota(all.begin(), all.end(), 0);
    QCOMPARE(failed, all);
}

void TestSocketIoAcks::aHandlerMayAskAgain()
{
    SocketIoAcks acks;
    int answers = 0;
    quint64 again = 0;
    const quint64 id = acks.expect(LongMs, [&](const SocketIoAnswer &) {
        again = acks.expect(LongMs, [&](const SocketIoAnswer &) { ++answers; });
    });
    acks.settle(id, QCborArray());
    acks.settle(again, QCborArray());
    QCOMPARE(answers, 1);
}

QTEST_GUILESS_MAIN(TestSocketIoAcks)
#include "TestSocketIoAcks.moc"
