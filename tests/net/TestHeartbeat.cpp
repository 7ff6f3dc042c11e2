// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Heartbeat.h"

#include <QTest>

#include <functional>
#include <memory>
#include <vector>

using namespace parlor;

namespace {

/// Counts what it is told.
class Patient : public Heartbeat::Subject {
public:
    void heartbeatDue() override
    {
        ++asked;
        if (onDue)
            onDue();
    }
    void heartbeatMissed() override
    {
        ++missed;
        if (onMissed)
            onMissed();
    }

    int asked = 0;
    int missed = 0;
    std::function<void()> onDue;
    std::function<void()> onMissed;
};

// Short, for what is waited for; long, for what must not happen before.
constexpr int Short = 10;
constexpr int Long = 60'000;

} // namespace

class TestHeartbeat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answeringSubjectIsAskedAgainAndAgain();
    void silentSubjectIsAskedOnceAndMissed();
    void listenedSubjectIsMissedWithoutBeingAsked();
    void beatPutsOffTheEndOfOneThatIsListenedTo();
    void missedSubjectHasLeft();
    void leftSubjectHearsNothing();
    void beatOfOneThatLeftDoesNothing();
    void watchedAgainCountsOnce();
    void destroyedSubjectLeavesByItself();
    void subjectMayDestroyOthersWhenItIsTold();
    void heartbeatMayEndBeforeItsSubjects();
};

void TestHeartbeat::answeringSubjectIsAskedAgainAndAgain()
{
    Heartbeat heartbeat(Short, Long);
    Patient patient;
    patient.onDue = [&] { heartbeat.beat(&patient); };
    heartbeat.watch(&patient);
    QTRY_VERIFY(patient.asked >= 5);
    QCOMPARE(patient.missed, 0);
}

void TestHeartbeat::silentSubjectIsAskedOnceAndMissed()
{
    Heartbeat heartbeat(Short, Short);
    Patient patient;
    int askedBefore = 0;
    patient.onMissed = [&] { askedBefore = patient.asked; };
    heartbeat.watch(&patient);
    QTRY_COMPARE(patient.missed, 1);
    QCOMPARE(askedBefore, 1);
}

void TestHeartbeat::listenedSubjectIsMissedWithoutBeingAsked()
{
    Heartbeat heartbeat(Short, Short);
    Patient patient;
    heartbeat.listen(&patient);
    heartbeat.beat(&patient);
    QTRY_COMPARE(patient.missed, 1);
    QCOMPARE(patient.asked, 0);
}

void TestHeartbeat::beatPutsOffTheEndOfOneThatIsListenedTo()
{
    // The clock asks in every interval, which is before the end of the other, and is told first where both are late.
    Heartbeat heartbeat(Short, 4 * Short);
    Patient clock;
    Patient patient;
    clock.onDue = [&] {
        heartbeat.beat(&clock);
        heartbeat.beat(&patient);
    };
    heartbeat.watch(&clock);
    heartbeat.listen(&patient);
    QTRY_VERIFY(clock.asked >= 20);
    QCOMPARE(patient.missed, 0);
    QCOMPARE(patient.asked, 0);
}

void TestHeartbeat::missedSubjectHasLeft()
{
    Heartbeat heartbeat(Short, Short);
    Patient patient;
    Patient later;
    heartbeat.watch(&patient);
    QTRY_COMPARE(patient.missed, 1);
    heartbeat.beat(&patient);
    heartbeat.watch(&later);
    QTRY_COMPARE(later.missed, 1);
    QCOMPARE(patient.asked, 1);
    QCOMPARE(patient.missed, 1);
}

void TestHeartbeat::leftSubjectHearsNothing()
{
    Heartbeat heartbeat(Short, Short);
    Patient rested;
    Patient asked;
    Patient listened;
    Patient last;
    heartbeat.watch(&rested);
    heartbeat.watch(&asked);
    heartbeat.listen(&listened);
    heartbeat.watch(&last);
    asked.onDue = [&] { heartbeat.leave(&asked); };
    heartbeat.leave(&rested);
    heartbeat.leave(&listened);
    QTRY_COMPARE(last.missed, 1);
    QCOMPARE(rested.asked + rested.missed, 0);
    QCOMPARE(asked.missed, 0);
    QCOMPARE(listened.missed, 0);
}

void TestHeartbeat::beatOfOneThatLeftDoesNothing()
{
    Heartbeat heartbeat(Short, Short);
    Patient stranger;
    Patient last;
    heartbeat.beat(&stranger);
    heartbeat.watch(&last);
    QTRY_COMPARE(last.missed, 1);
    QCOMPARE(stranger.asked + stranger.missed, 0);
}

void TestHeartbeat::watchedAgainCountsOnce()
{
    Heartbeat heartbeat(Short, Short);
    Patient patient;
    Patient last;
    heartbeat.listen(&patient);
    heartbeat.watch(&patient);
    heartbeat.watch(&patient);
    heartbeat.watch(&last);
    QTRY_COMPARE(last.missed, 1);
    QCOMPARE(patient.asked, 1);
    QCOMPARE(patient.missed, 1);
}

void TestHeartbeat::destroyedSubjectLeavesByItself()
{
    Heartbeat heartbeat(Short, Short);
    Patient last;
    {
        Patient patient;
        heartbeat.watch(&patient);
    }
    heartbeat.watch(&last);
    QTRY_COMPARE(last.missed, 1);
}

void TestHeartbeat::subjectMayDestroyOthersWhenItIsTold()
{
    Heartbeat heartbeat(Short, Short);
    std::vector<std::unique_ptr<Patient>> patients;
    for (int i = 0; i < 6; ++i) {
        patients.push_back(std::make_unique<Patient>());
        heartbeat.watch(patients.back().get());
    }
    // Neighbours in the queue, at both moments.
    patients[0]->onDue = [&] { patients[1].reset(); };
    patients[2]->onMissed = [&] {
        patients[3].reset();
        patients[0].reset();
    };
    QTRY_COMPARE(patients[5]->missed, 1);
    QCOMPARE(patients[2]->missed, 1);
    QCOMPARE(patients[4]->missed, 1);
}

void TestHeartbeat::heartbeatMayEndBeforeItsSubjects()
{
    Patient watched;
    Patient listened;
    {
        Heartbeat heartbeat(Short, Short);
        heartbeat.watch(&watched);
        heartbeat.listen(&listened);
    }
    Heartbeat another(Short, Short);
    another.watch(&watched);
    QTRY_COMPARE(watched.missed, 1);
}

QTEST_GUILESS_MAIN(TestHeartbeat)
#include "TestHeartbeat.moc"
