// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ConnectionGate.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace parlor;
using namespace Qt::StringLiterals;

using Verdict = ConnectionGate::Verdict;

class TestConnectionGate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneTooManyInAllIsRefused();
    void oneTooManyOfANetworkIsRefused();
    void thisMachineIsExemptUnlessToldOtherwise();
    void whoLeavesMakesRoom();
    void answersAreLimited();
    void nothingIsRefusedWithoutLimits();

private:
    static PeerNetwork network(const QString &address) { return PeerNetwork(QHostAddress(address)); }

    const PeerNetwork m_here = network(u"127.0.0.1"_s);
    const PeerNetwork m_there = network(u"192.0.2.1"_s);
    const PeerNetwork m_elsewhere = network(u"192.0.2.2"_s);
    LimitCounters m_counters;
};

void TestConnectionGate::oneTooManyInAllIsRefused()
{
    ConnectionGate gate({ .maxInAll = 2 }, m_counters);
    const qint64 before = m_counters.value(Limit::Connections);
    QCOMPARE(gate.enter(m_here), Verdict::Admitted);
    QCOMPARE(gate.enter(m_there), Verdict::Admitted);
    QCOMPARE(gate.enter(m_elsewhere), Verdict::Refused);
    QCOMPARE(httpStatus(gate.refusal()), 503);
    QCOMPARE(gate.count(), 2);
    QCOMPARE(m_counters.value(Limit::Connections), before + 1);
}

void TestConnectionGate::oneTooManyOfANetworkIsRefused()
{
    ConnectionGate gate({ .maxPerNetwork = 2 }, m_counters);
    QCOMPARE(gate.enter(m_there), Verdict::Admitted);
    QCOMPARE(gate.enter(m_there), Verdict::Admitted);
    QCOMPARE(gate.enter(m_there), Verdict::Refused);
    QCOMPARE(httpStatus(gate.refusal()), 429);
    QCOMPARE(m_counters.value(Limit::ConnectionsOfAddress), 1);
    QCOMPARE(gate.enter(m_elsewhere), Verdict::Admitted);
}

void TestConnectionGate::thisMachineIsExemptUnlessToldOtherwise()
{
    ConnectionGate lenient({ .maxPerNetwork = 1 }, m_counters);
    QCOMPARE(lenient.enter(m_here), Verdict::Admitted);
    QCOMPARE(lenient.enter(m_here), Verdict::Admitted);
    ConnectionGate strict({ .maxPerNetwork = 1, .exemptsLoopback = false }, m_counters);
    QCOMPARE(strict.enter(m_here), Verdict::Admitted);
    QCOMPARE(strict.enter(m_here), Verdict::Refused);
}

void TestConnectionGate::whoLeavesMakesRoom()
{
    ConnectionGate gate({ .maxInAll = 2, .maxPerNetwork = 1 }, m_counters);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(gate.enter(m_there), Verdict::Admitted);
        auto place = std::make_unique<ConnectionPlace>(gate.exit(), ConnectionGate::Departure { m_there, true });
        QCOMPARE(gate.enter(m_there), Verdict::Refused);
        const ConnectionPlace answered(gate.exit(), ConnectionGate::Departure { {}, false });
        place.reset();
        QTRY_COMPARE(gate.count(), 0);
    }
}

void TestConnectionGate::answersAreLimited()
{
    ConnectionGate gate({ .maxInAll = 1, .maxAnswers = 2 }, m_counters);
    QCOMPARE(gate.enter(m_there), Verdict::Admitted);
    std::vector<std::unique_ptr<ConnectionPlace>> answered;
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(gate.enter(m_there), Verdict::Refused);
        answered.push_back(std::make_unique<ConnectionPlace>(gate.exit(), ConnectionGate::Departure { {}, false }));
    }
    QCOMPARE(gate.enter(m_there), Verdict::Dropped);
    answered.clear();
    QVERIFY(QTest::qWaitFor([&] { return gate.enter(m_there) == Verdict::Refused; }));
    QCOMPARE(gate.count(), 1);
}

void TestConnectionGate::nothingIsRefusedWithoutLimits()
{
    ConnectionGate gate({}, m_counters);
    for (int i = 0; i < 10'000; ++i)
        QCOMPARE(gate.enter(m_there), Verdict::Admitted);
}

QTEST_GUILESS_MAIN(TestConnectionGate)
#include "TestConnectionGate.moc"
