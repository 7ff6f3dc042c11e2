// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "async/EventThread.h"
#include "async/Mailbox.h"

#include <QList>
#include <QTest>

#include <vector>

using namespace parlor;

class TestEventThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsEventsUntilItIsToldToQuit();
    void runsUnderItsName();
    void mayBeToldToQuitBeforeItsLoopRuns();
    void endsByTheVeryEventThatWasPosted();
};

void TestEventThread::runsEventsUntilItIsToldToQuit()
{
    EventThread thread;
    QList<int> received;
    QThread *receivedOn = nullptr;
    Mailbox<int> mailbox([&](const std::vector<int> &items) {
        received.append(QList<int>(items.begin(), items.end()));
        receivedOn = QThread::currentThread();
        if (items.back() == 3)
            QThread::currentThread()->quit();
    });
    mailbox.moveToThread(&thread);
    thread.launch();
    QVERIFY(thread.isRunning());
    for (const int item : { 1, 2, 3 })
        mailbox.post(item);
    thread.join();
    QVERIFY(thread.isFinished());
    QCOMPARE(received, QList<int>({ 1, 2, 3 }));
    QCOMPARE(receivedOn, static_cast<QThread *>(&thread));
}

void TestEventThread::runsUnderItsName()
{
    EventThread thread(QStringLiteral("store"));
    QCOMPARE(thread.objectName(), QStringLiteral("store"));
}

void TestEventThread::mayBeToldToQuitBeforeItsLoopRuns()
{
    EventThread thread;
    thread.launch();
    thread.quit();
    thread.join();
    QVERIFY(thread.isFinished());
}

void TestEventThread::endsByTheVeryEventThatWasPosted()
{
    // Often: a thread that did not wait to be joined would now and then be gone before the one that posts has woken it.
    for (int round = 0; round < 500; ++round) {
        EventThread thread;
        Mailbox<int> mailbox([](const auto &) { QThread::currentThread()->quit(); });
        mailbox.moveToThread(&thread);
        thread.launch();
        mailbox.post(1);
        thread.join();
    }
}

QTEST_GUILESS_MAIN(TestEventThread)
#include "TestEventThread.moc"
