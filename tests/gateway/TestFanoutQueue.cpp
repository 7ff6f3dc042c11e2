// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/FanoutQueue.h"

#include "gateway/FanoutGroup.h"
#include "net/TurnWriter.h"
#include "support/RecordingClient.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace parlor;

namespace {

constexpr qint64 Ms = 1'000'000;
constexpr qint64 Second = 1000 * Ms;

} // namespace

class TestFanoutQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void smallGroupGoesFirst();
    void theEarlierOfEqualsGoesFirst();
    void groupThatWasServedLessGoesFirst();
    void whatWasUsedIsForgotten();
    void whatIsServedLateCountsFromThenOn();
    void nobodyWaitsForEver();
    void thoseThatWantMoreThanThereIsGetEqualShares();
    void queuedGroupKeepsItsPlace();
    void firstOneKeepsItsPlaceWhileItIsServed();
    void removedGroupIsNotServed();

private:
    FanoutGroup &addGroup(int size);
    /// Serves the first one whole.
    FanoutGroup &serve(qint64 nowNs = Second);
    /// Serves \a group so many times within a moment.
    void speak(FanoutGroup &group, int times);

    TurnWriter m_writer { 1024 * 1024 };
    std::vector<Delivery> m_log;
    std::vector<std::unique_ptr<RecordingClient>> m_clients;
    std::vector<std::unique_ptr<FanoutGroup>> m_groups;
    std::unique_ptr<FanoutQueue> m_queue;
};

void TestFanoutQueue::init()
{
    m_queue = std::make_unique<FanoutQueue>();
}

void TestFanoutQueue::cleanup()
{
    m_queue.reset();
    m_groups.clear();
    m_clients.clear();
}

FanoutGroup &TestFanoutQueue::addGroup(int size)
{
    FanoutGroup &group = *m_groups.emplace_back(std::make_unique<FanoutGroup>(m_writer));
    for (int i = 0; i < size; ++i)
        group.add(*m_clients.emplace_back(std::make_unique<RecordingClient>(m_clients.size() + 1, m_log)));
    return group;
}

FanoutGroup &TestFanoutQueue::serve(qint64 nowNs)
{
    FanoutGroup &group = m_queue->first();
    m_queue->charge(group.size(), nowNs);
    m_queue->pop();
    return group;
}

void TestFanoutQueue::speak(FanoutGroup &group, int times)
{
    for (int i = 0; i < times; ++i) {
        m_queue->push(group, Second);
        serve();
    }
}

void TestFanoutQueue::smallGroupGoesFirst()
{
    FanoutGroup &large = addGroup(50);
    FanoutGroup &small = addGroup(5);
    QVERIFY(m_queue->isEmpty());
    m_queue->push(large, Second);
    m_queue->push(small, Second);
    QCOMPARE(&serve(), &small);
    QCOMPARE(&serve(), &large);
    QVERIFY(m_queue->isEmpty());
}

void TestFanoutQueue::theEarlierOfEqualsGoesFirst()
{
    std::vector<FanoutGroup *> groups;
    for (int i = 0; i < 20; ++i) {
        groups.push_back(&addGroup(3));
        m_queue->push(*groups.back(), Second);
    }
    for (FanoutGroup *group : groups)
        QCOMPARE(&serve(), group);
}

void TestFanoutQueue::groupThatWasServedLessGoesFirst()
{
    FanoutGroup &loud = addGroup(5);
    FanoutGroup &quiet = addGroup(50);
    speak(loud, 20);
    m_queue->push(loud, Second);
    m_queue->push(quiet, Second);
    QCOMPARE(&serve(), &quiet);
}

void TestFanoutQueue::whatWasUsedIsForgotten()
{
    FanoutGroup &loud = addGroup(5);
    FanoutGroup &quiet = addGroup(50);
    speak(loud, 20);
    m_queue->push(loud, 10 * Second);
    m_queue->push(quiet, 10 * Second);
    QCOMPARE(&serve(), &loud);
}

void TestFanoutQueue::whatIsServedLateCountsFromThenOn()
{
    FanoutGroup &waited = addGroup(50);
    FanoutGroup &larger = addGroup(60);
    m_queue->push(waited, Second);
    serve(10 * Second);
    m_queue->push(waited, 10 * Second);
    m_queue->push(larger, 10 * Second);
    QCOMPARE(&serve(10 * Second), &larger);
}

void TestFanoutQueue::nobodyWaitsForEver()
{
    FanoutGroup &large = addGroup(500);
    FanoutGroup &small = addGroup(1);
    m_queue->push(large, Second);
    qint64 now = Second;
    do {
        now += Ms;
        // Nobody could have had less.
        small.share() = {};
        m_queue->push(small, now);
    } while (&serve(now) == &small && now < 10 * Second);
    QVERIFY(now < 10 * Second);
}

void TestFanoutQueue::thoseThatWantMoreThanThereIsGetEqualShares()
{
    const std::vector<FanoutGroup *> groups { &addGroup(200), &addGroup(20), &addGroup(2) };
    std::vector<std::size_t> served(groups.size());
    qint64 now = Second;
    for (int i = 0; i < 20'000; ++i) {
        for (FanoutGroup *group : groups)
            m_queue->push(*group, now);
        FanoutGroup &group = serve(now);
        served[std::size_t(std::ranges::find(groups, &group) - groups.begin())] += group.size();
        now += qint64(group.size()) * Ms / 100;
    }
    const auto [least, most] = std::ranges::minmax(served);
    QVERIFY2(double(most) / double(least) < 1.5, qPrintable(QStringLiteral("%1 and %2").arg(least).arg(most)));
}

void TestFanoutQueue::queuedGroupKeepsItsPlace()
{
    FanoutGroup &group = addGroup(5);
    m_queue->push(group, Second);
    m_queue->push(group, 2 * Second);
    QVERIFY(group.share().isQueued);
    QCOMPARE(&serve(), &group);
    QVERIFY(!group.share().isQueued);
    QVERIFY(m_queue->isEmpty());
}

void TestFanoutQueue::firstOneKeepsItsPlaceWhileItIsServed()
{
    FanoutGroup &large = addGroup(50);
    FanoutGroup &larger = addGroup(60);
    FanoutGroup &small = addGroup(5);
    m_queue->push(large, Second);
    m_queue->push(larger, Second);
    m_queue->charge(25, Second);
    QCOMPARE(&m_queue->first(), &large);
    m_queue->push(small, Second);
    QCOMPARE(&serve(), &small);
    QCOMPARE(&serve(), &large);
    QCOMPARE(&serve(), &larger);
}

void TestFanoutQueue::removedGroupIsNotServed()
{
    std::vector<FanoutGroup *> groups;
    for (int i = 1; i <= 8; ++i) {
        groups.push_back(&addGroup(i));
        m_queue->push(*groups.back(), Second);
    }
    m_queue->remove(*groups[0]);
    m_queue->remove(*groups[4]);
    m_queue->remove(*groups[4]);
    for (const int i : { 1, 2, 3, 5, 6, 7 })
        QCOMPARE(&serve(), groups[std::size_t(i)]);
    QVERIFY(m_queue->isEmpty());
}

QTEST_GUILESS_MAIN(TestFanoutQueue)
#include "TestFanoutQueue.moc"
