// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/EpollEventDispatcher.h"

#include "async/Mailbox.h"
#include "net/EventDispatcher.h"
#include "support/LoopThread.h"

#include <QBasicTimer>
#include <QCoreApplication>
#include <QEventLoop>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using namespace parlor;

namespace {

/// A pipe that notifies of what can be read from it.
class Pipe {
public:
    Pipe()
    {
        if (::pipe2(m_ends.data(), O_NONBLOCK | O_CLOEXEC) != 0)
            qFatal("No pipe");
        listen();
    }
    ~Pipe()
    {
        m_notifier.reset();
        for (const int end : m_ends)
            ::close(end);
    }
    Q_DISABLE_COPY_MOVE(Pipe)

    int readEnd() const { return m_ends[0]; }
    QSocketNotifier *notifier() const { return m_notifier.get(); }
    void listen() { m_notifier = std::make_unique<QSocketNotifier>(readEnd(), QSocketNotifier::Read); }
    void stopListening() { m_notifier.reset(); }

    void put() const { QCOMPARE(::write(m_ends[1], "x", 1), ssize_t(1)); }
    /// False where there was nothing.
    bool take() const
    {
        char c = 0;
        return ::read(readEnd(), &c, 1) == 1;
    }

private:
    std::array<int, 2> m_ends {};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

/// Calls a function for each of its timers' events.
class TimerOwner : public QObject {
public:
    std::function<void(int)> onTimer;

protected:
    void timerEvent(QTimerEvent *event) override { onTimer(event->timerId()); }
};

void processWhatIsReady()
{
    // More than once: what is due behind something else comes in a later turn.
    for (int i = 0; i < 5; ++i)
        QCoreApplication::processEvents();
}

} // namespace

class TestEpollEventDispatcher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isTheOneInUse();

    void timersFireInTheOrderOfTheirDeadlines();
    void repeatingTimerRepeats();
    void timerMayStopItself();
    void timerMayStopAnotherThatIsDue();
    void timerMayRestartInItsHandler();
    void timerIsNotReenteredByANestedLoop();
    void deletedOwnerTakesItsTimersAlong();
    void timersAreListed();
    void coarseTimersFire_data();
    void coarseTimersFire();
    void timersWithoutIntervalLeaveRoomForSockets();
    void manyTimersAtATimeLeaveRoomForSockets();
    void busySocketsLeaveRoomForTimers();

    void whatAnotherThreadPostsArrivesInOrder();
    void postedEventsKeepTheLoopFromWaiting();
    void eventPostedWhenAboutToBlockIsNotForgotten();
    void whatWasPostedBeforeASocketWasReadyArrivesBeforeIt_data();
    void whatWasPostedBeforeASocketWasReadyArrivesBeforeIt();
    void aboutToBlockIsForWaitingOnly();
    void anotherThreadMayEndTheLoop();
    void runsOtherThreads();

    void readNotifierTellsUntilEverythingIsRead();
    void writeNotifierTells();
    void disabledNotifierIsSilent();
    void hangUpIsToldToTheReader();
    void excludedNotifiersWait();
    void notifierMayDeleteAnotherThatIsReady();
    void reusedDescriptorIsNotToldOfItsPredecessor();
    void nestedLoopLeavesNoStaleNotifications();
    void reenabledNotifierIsNotToldOfThePast();
    void regularFileIsAlwaysReady();
    void closedDescriptorIsRefused();
    void duplicateOfAClosedDescriptorStaysSilent();
    void socketsEcho();
};

void TestEpollEventDispatcher::isTheOneInUse()
{
    QVERIFY(qobject_cast<EpollEventDispatcher *>(QAbstractEventDispatcher::instance()));
}

void TestEpollEventDispatcher::timersFireInTheOrderOfTheirDeadlines()
{
    QList<int> fired;
    for (const int ms : { 60, 20, 40, 0 })
        QTimer::singleShot(ms, Qt::PreciseTimer, this, [&fired, ms] { fired.append(ms); });
    QTRY_COMPARE(fired, (QList<int> { 0, 20, 40, 60 }));
}

void TestEpollEventDispatcher::repeatingTimerRepeats()
{
    QTimer timer;
    QSignalSpy spy(&timer, &QTimer::timeout);
    timer.start(1);
    QTRY_VERIFY(spy.count() >= 5);
}

void TestEpollEventDispatcher::timerMayStopItself()
{
    QTimer timer;
    int fired = 0;
    connect(&timer, &QTimer::timeout, this, [&] {
        ++fired;
        timer.stop();
    });
    timer.start(0);
    QTRY_COMPARE(fired, 1);
    processWhatIsReady();
    QCOMPARE(fired, 1);
}

void TestEpollEventDispatcher::timerMayStopAnotherThatIsDue()
{
    QTimer one;
    QTimer other;
    int fired = 0;
    connect(&one, &QTimer::timeout, this, [&] {
        ++fired;
        one.stop();
        other.stop();
    });
    connect(&other, &QTimer::timeout, this, [&] {
        ++fired;
        one.stop();
        other.stop();
    });
    one.start(0);
    other.start(0);
    processWhatIsReady();
    QCOMPARE(fired, 1);
}

void TestEpollEventDispatcher::timerMayRestartInItsHandler()
{
    // Qt hands out ids again, so the timer that starts in the handler may have the id of the one that fired.
    TimerOwner owner;
    QBasicTimer timer;
    int fired = 0;
    owner.onTimer = [&](int id) {
        QCOMPARE(id, timer.timerId());
        if (++fired < 20)
            timer.start(0, &owner);
        else
            timer.stop();
    };
    timer.start(0, &owner);
    QTRY_COMPARE(fired, 20);
    processWhatIsReady();
    QCOMPARE(fired, 20);
}

void TestEpollEventDispatcher::timerIsNotReenteredByANestedLoop()
{
    QTimer timer;
    int depth = 0;
    int deepest = 0;
    int others = 0;
    connect(&timer, &QTimer::timeout, this, [&] {
        deepest = qMax(deepest, ++depth);
        QEventLoop nested;
        QTimer other;
        connect(&other, &QTimer::timeout, &nested, [&] {
            if (++others % 3 == 0)
                nested.quit();
        });
        other.start(0);
        nested.exec();
        --depth;
    });
    timer.start(0);
    QTRY_VERIFY(others >= 6);
    QCOMPARE(deepest, 1);
}

void TestEpollEventDispatcher::deletedOwnerTakesItsTimersAlong()
{
    int fired = 0;
    auto owner = std::make_unique<TimerOwner>();
    owner->onTimer = [&](int) { ++fired; };
    owner->startTimer(0);
    owner->startTimer(0);
    owner.reset();
    processWhatIsReady();
    QCOMPARE(fired, 0);
}

void TestEpollEventDispatcher::timersAreListed()
{
    auto *dispatcher = QAbstractEventDispatcher::instance();
    QObject owner;
    const int id = owner.startTimer(100'000, Qt::VeryCoarseTimer);
    const auto timers = dispatcher->registeredTimers(&owner);
    QCOMPARE(timers.size(), 1);
    QCOMPARE(timers.first().timerId, id);
    QCOMPARE(timers.first().interval, 100'000);
    QCOMPARE(timers.first().timerType, Qt::VeryCoarseTimer);
    QVERIFY(dispatcher->remainingTime(id) > 0);
    owner.killTimer(id);
    QVERIFY(dispatcher->registeredTimers(&owner).isEmpty());
    QCOMPARE(dispatcher->remainingTime(id), -1);
}

void TestEpollEventDispatcher::coarseTimersFire_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("interval");
    QTest::newRow("precise") << int(Qt::PreciseTimer) << 30;
    QTest::newRow("coarse, tiny") << int(Qt::CoarseTimer) << 5;
    QTest::newRow("coarse, short") << int(Qt::CoarseTimer) << 45;
    QTest::newRow("coarse, longer") << int(Qt::CoarseTimer) << 210;
    QTest::newRow("very coarse, zero") << int(Qt::VeryCoarseTimer) << 0;
    QTest::newRow("very coarse") << int(Qt::VeryCoarseTimer) << 600;
}

void TestEpollEventDispatcher::coarseTimersFire()
{
    QFETCH(int, type);
    QFETCH(int, interval);
    QTimer timer;
    timer.setTimerType(Qt::TimerType(type));
    QSignalSpy spy(&timer, &QTimer::timeout);
    timer.start(interval);
    QTRY_COMPARE_GE(spy.count(), 2);
}

void TestEpollEventDispatcher::timersWithoutIntervalLeaveRoomForSockets()
{
    Pipe pipe;
    QTimer timer;
    bool told = false;
    connect(pipe.notifier(), &QSocketNotifier::activated, this, [&] { told = pipe.take(); });
    timer.start(0);
    pipe.put();
    QTRY_VERIFY(told);
}

void TestEpollEventDispatcher::manyTimersAtATimeLeaveRoomForSockets()
{
    Pipe pipe;
    constexpr int count = 2000;
    int fired = 0;
    int firedBefore = -1;
    connect(pipe.notifier(), &QSocketNotifier::activated, this, [&] {
        pipe.take();
        firedBefore = fired;
    });
    QObject timers;
    for (int i = 0; i < count; ++i) {
        auto *timer = new QTimer(&timers);
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, [&] {
            if (++fired == 1)
                pipe.put();
        });
        timer->start(0);
    }
    QTRY_COMPARE(fired, count);
    QTRY_VERIFY(firedBefore > 0);
    QVERIFY(firedBefore < count);
}

void TestEpollEventDispatcher::busySocketsLeaveRoomForTimers()
{
    Pipe pipe;
    pipe.put(); // and never taken, so it stays ready
    QSignalSpy told(pipe.notifier(), &QSocketNotifier::activated);
    int fired = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] { ++fired; });
    timer.start(1);
    QTRY_VERIFY(fired >= 3);
    QVERIFY(!told.isEmpty());
}

void TestEpollEventDispatcher::whatAnotherThreadPostsArrivesInOrder()
{
    constexpr int Posts = 20'000;
    std::vector<int> arrived;
    // Each batch is one event that has to wake the loop.
    Mailbox<int> mailbox([&arrived](const std::vector<int> &items) {
        arrived.insert(arrived.end(), items.cbegin(), items.cend());
    });
    std::unique_ptr<QThread> thread(QThread::create([address = mailbox.address()] {
        for (int i = 0; i < Posts; ++i)
            address.post(i);
    }));
    thread->start();
    QTRY_COMPARE(arrived.size(), std::size_t(Posts));
    QVERIFY(std::is_sorted(arrived.cbegin(), arrived.cend()));
    QVERIFY(thread->wait());
}

void TestEpollEventDispatcher::postedEventsKeepTheLoopFromWaiting()
{
    // No timer, no socket: only the posted calls themselves keep this loop going.
    QEventLoop loop;
    int calls = 0;
    std::function<void()> call = [&] {
        if (++calls == 1000)
            loop.quit();
        else
            QMetaObject::invokeMethod(&loop, call, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(&loop, call, Qt::QueuedConnection);
    loop.exec();
    QCOMPARE(calls, 1000);
}

void TestEpollEventDispatcher::eventPostedWhenAboutToBlockIsNotForgotten()
{
    QEventLoop loop;
    const auto connection = connect(QAbstractEventDispatcher::instance(),
                                    &QAbstractEventDispatcher::aboutToBlock, &loop,
                                    [&loop] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
    loop.exec();
    disconnect(connection);
}

void TestEpollEventDispatcher::whatWasPostedBeforeASocketWasReadyArrivesBeforeIt_data()
{
    QTest::addColumn<bool>("isAwake");
    QTest::newRow("that wakes the thread") << false;
    QTest::newRow("to a thread that is awake by an event of its own") << true;
}

void TestEpollEventDispatcher::whatWasPostedBeforeASocketWasReadyArrivesBeforeIt()
{
    QFETCH(bool, isAwake);
    QStringList arrived;
    const Pipe pipe;
    Mailbox<QString> mailbox([&arrived](const std::vector<QString> &items) { arrived.append(items.front()); });
    QEventLoop loop;
    connect(pipe.notifier(), &QSocketNotifier::activated, this, [&] {
        pipe.take();
        arrived.append(QStringLiteral("socket"));
        loop.quit();
    });
    processWhatIsReady();
    QMetaObject::Connection once;
    // The last moment before the kernel is asked, which then tells of both.
    once = connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this, [&] {
        disconnect(once);
        if (isAwake)
            QCoreApplication::postEvent(&loop, new QEvent(QEvent::User));
        const std::unique_ptr<QThread> other(QThread::create([&] {
            mailbox.post(QStringLiteral("mailbox"));
            pipe.put();
        }));
        other->start();
        other->wait();
    });
    loop.exec();
    QCOMPARE(arrived, QStringList({ QStringLiteral("mailbox"), QStringLiteral("socket") }));
}

void TestEpollEventDispatcher::aboutToBlockIsForWaitingOnly()
{
    processWhatIsReady();
    QSignalSpy spy(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock);
    QCoreApplication::processEvents();
    QCOMPARE(spy.count(), 0);

    QObject context;
    QMetaObject::invokeMethod(
        &context, [&context] { QMetaObject::invokeMethod(&context, [] {}, Qt::QueuedConnection); },
        Qt::QueuedConnection);
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCOMPARE(spy.count(), 0);

    QTimer::singleShot(20, Qt::PreciseTimer, &context, [] {});
    QEventLoop loop;
    QTimer::singleShot(40, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
    QVERIFY(spy.count() > 0);
}

void TestEpollEventDispatcher::anotherThreadMayEndTheLoop()
{
    QEventLoop loop;
    std::unique_ptr<QThread> thread(QThread::create([&loop] { loop.exit(7); }));
    QMetaObject::invokeMethod(&loop, [&thread] { thread->start(); }, Qt::QueuedConnection);
    QCOMPARE(loop.exec(), 7);
    QVERIFY(thread->wait());
}

void TestEpollEventDispatcher::runsOtherThreads()
{
    LoopThread thread(createEventDispatcher());
    for (int i = 0; i < 1000; ++i) {
        QThread *ranOn = nullptr;
        thread.run([&ranOn] { ranOn = QThread::currentThread(); });
        QCOMPARE(ranOn, thread.thread());
    }
}

void TestEpollEventDispatcher::readNotifierTellsUntilEverythingIsRead()
{
    Pipe pipe;
    int taken = 0;
    connect(pipe.notifier(), &QSocketNotifier::activated, this, [&] { taken += pipe.take() ? 1 : -100; });
    for (int i = 0; i < 3; ++i)
        pipe.put();
    QTRY_COMPARE(taken, 3);
    processWhatIsReady();
    QCOMPARE(taken, 3);
}

void TestEpollEventDispatcher::writeNotifierTells()
{
    std::array<int, 2> ends {};
    QCOMPARE(::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC), 0);
    {
        QSocketNotifier notifier(ends[1], QSocketNotifier::Write);
        QSignalSpy spy(&notifier, &QSocketNotifier::activated);
        QVERIFY(spy.wait());
        notifier.setEnabled(false);
        spy.clear();
        processWhatIsReady();
        QCOMPARE(spy.count(), 0);
        notifier.setEnabled(true);
        QVERIFY(spy.wait());
    }
    ::close(ends[0]);
    ::close(ends[1]);
}

void TestEpollEventDispatcher::disabledNotifierIsSilent()
{
    Pipe pipe;
    QSignalSpy spy(pipe.notifier(), &QSocketNotifier::activated);
    pipe.notifier()->setEnabled(false);
    pipe.put();
    processWhatIsReady();
    QCOMPARE(spy.count(), 0);
    pipe.notifier()->setEnabled(true);
    QVERIFY(spy.wait());
}

void TestEpollEventDispatcher::hangUpIsToldToTheReader()
{
    std::array<int, 2> ends {};
    QCOMPARE(::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC), 0);
    {
        QSocketNotifier notifier(ends[0], QSocketNotifier::Read);
        QSignalSpy spy(&notifier, &QSocketNotifier::activated);
        ::close(ends[1]);
        QVERIFY(spy.wait());
    }
    ::close(ends[0]);
}

void TestEpollEventDispatcher::excludedNotifiersWait()
{
    Pipe pipe;
    QSignalSpy spy(pipe.notifier(), &QSocketNotifier::activated);
    pipe.put();
    for (int i = 0; i < 5; ++i)
        QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
    QCOMPARE(spy.count(), 0);

    bool called = false;
    QTimer::singleShot(10, this, [&called] { called = true; });
    while (!called)
        QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
    QCOMPARE(spy.count(), 0);
    QVERIFY(spy.wait());
}

void TestEpollEventDispatcher::notifierMayDeleteAnotherThatIsReady()
{
    Pipe one;
    Pipe other;
    int told = 0;
    connect(one.notifier(), &QSocketNotifier::activated, this, [&] {
        ++told;
        one.take();
        other.stopListening();
    });
    connect(other.notifier(), &QSocketNotifier::activated, this, [&] {
        ++told;
        other.take();
        one.stopListening();
    });
    one.put();
    other.put();
    processWhatIsReady();
    QCOMPARE(told, 1);
}

void TestEpollEventDispatcher::reusedDescriptorIsNotToldOfItsPredecessor()
{
    Pipe quiet;
    std::array<Pipe, 2> pipes;
    int toldOfSuccessor = 0;
    int told = 0;
    std::unique_ptr<QSocketNotifier> successor;
    // Whichever of the two is told first turns the other's number into a copy of the quiet pipe.
    for (int i = 0; i < 2; ++i) {
        Pipe &victim = pipes[1 - i];
        connect(pipes[i].notifier(), &QSocketNotifier::activated, this, [&, i] {
            ++told;
            pipes[i].take();
            victim.stopListening();
            QCOMPARE(::dup2(quiet.readEnd(), victim.readEnd()), victim.readEnd());
            successor = std::make_unique<QSocketNotifier>(victim.readEnd(), QSocketNotifier::Read);
            connect(successor.get(), &QSocketNotifier::activated, this, [&] { ++toldOfSuccessor; });
        });
    }
    pipes[0].put();
    pipes[1].put();
    processWhatIsReady();
    QCOMPARE(told, 1);
    QCOMPARE(toldOfSuccessor, 0);
    quiet.put();
    QTRY_VERIFY(toldOfSuccessor > 0);
    successor.reset();
}

void TestEpollEventDispatcher::nestedLoopLeavesNoStaleNotifications()
{
    std::array<Pipe, 2> pipes;
    int nested = 0;
    int stale = 0;
    for (int i = 0; i < 2; ++i) {
        connect(pipes[i].notifier(), &QSocketNotifier::activated, this, [&, i] {
            if (!pipes[i].take())
                ++stale;
            if (nested++ == 0)
                processWhatIsReady();
        });
        pipes[i].put();
    }
    processWhatIsReady();
    QCOMPARE(nested, 2);
    QCOMPARE(stale, 0);
}

void TestEpollEventDispatcher::reenabledNotifierIsNotToldOfThePast()
{
    std::array<Pipe, 2> pipes;
    int told = 0;
    int stale = 0;
    for (int i = 0; i < 2; ++i) {
        Pipe &other = pipes[1 - i];
        connect(pipes[i].notifier(), &QSocketNotifier::activated, this, [&, i] {
            ++told;
            if (!pipes[i].take())
                ++stale;
            other.notifier()->setEnabled(false);
            other.take();
            other.notifier()->setEnabled(true);
        });
        pipes[i].put();
    }
    processWhatIsReady();
    QCOMPARE(told, 1);
    QCOMPARE(stale, 0);
}

void TestEpollEventDispatcher::regularFileIsAlwaysReady()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    QSocketNotifier reader(file.handle(), QSocketNotifier::Read);
    QSocketNotifier writer(file.handle(), QSocketNotifier::Write);
    QSignalSpy readable(&reader, &QSocketNotifier::activated);
    QSignalSpy writable(&writer, &QSocketNotifier::activated);
    QTRY_VERIFY(readable.count() > 1 && writable.count() > 1);
    reader.setEnabled(false);
    readable.clear();
    processWhatIsReady();
    QCOMPARE(readable.count(), 0);
    writer.setEnabled(false);
    writable.clear();
    processWhatIsReady();
    QCOMPARE(writable.count(), 0);
}

void TestEpollEventDispatcher::closedDescriptorIsRefused()
{
    std::array<int, 2> ends {};
    QCOMPARE(::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC), 0);
    ::close(ends[0]);
    ::close(ends[1]);
    QSocketNotifier notifier(ends[0], QSocketNotifier::Read);
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("^Socket notifiers for descriptor \\d+ are disabled")));
    processWhatIsReady();
    QVERIFY(!notifier.isEnabled());
}

void TestEpollEventDispatcher::duplicateOfAClosedDescriptorStaysSilent()
{
    // The kernel watches the open file, which lives on behind its duplicate.
    std::array<int, 2> ends {};
    QCOMPARE(::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC), 0);
    const int duplicate = ::dup(ends[0]);
    auto notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    processWhatIsReady();
    notifier.reset();
    ::close(ends[0]);
    QCOMPARE(::write(ends[1], "x", 1), ssize_t(1));

    // The loop must really wait, or it would spin for ever.
    QSignalSpy waits(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock);
    QEventLoop loop;
    QTimer::singleShot(50, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
    QCOMPARE_LE(waits.count(), 10);
    ::close(duplicate);
    ::close(ends[1]);
}

void TestEpollEventDispatcher::socketsEcho()
{
    constexpr int Connections = 200;
    const QByteArray payload(20'000, 'e');
    QTcpServer server;
    server.setMaxPendingConnections(Connections);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        while (QTcpSocket *socket = server.nextPendingConnection()) {
            connect(socket, &QIODevice::readyRead, socket, [socket] { socket->write(socket->readAll()); });
            connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    std::vector<QByteArray> echoes(Connections);
    int whole = 0;
    for (int i = 0; i < Connections; ++i) {
        auto client = std::make_unique<QTcpSocket>();
        connect(client.get(), &QAbstractSocket::connected, client.get(),
                [socket = client.get(), &payload] { socket->write(payload); });
        connect(client.get(), &QIODevice::readyRead, client.get(), [&, i, socket = client.get()] {
            echoes[i] += socket->readAll();
            if (echoes[i].size() == payload.size()) {
                ++whole;
                socket->disconnectFromHost();
            }
        });
        client->connectToHost(server.serverAddress(), server.serverPort());
        clients.push_back(std::move(client));
    }
    QTRY_COMPARE_WITH_TIMEOUT(whole, Connections, 30'000);
    for (const QByteArray &echo : echoes)
        QCOMPARE(echo, payload);
    QTRY_VERIFY(server.findChildren<QTcpSocket *>().isEmpty());
}

int main(int argc, char *argv[])
{
    QCoreApplication::setEventDispatcher(createEventDispatcher());
    const QCoreApplication application(argc, argv);
    TestEpollEventDispatcher test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestEpollEventDispatcher.moc"
