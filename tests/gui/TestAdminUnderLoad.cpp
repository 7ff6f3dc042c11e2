// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "AdminFixture.h"
#include "support/ChatTestClient.h"
#include "support/ServerProcess.h"
#include "widgets/RoomPage.h"
#include "widgets/RoomsPage.h"
#include "widgets/Table.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QLineEdit>
#include <QTabWidget>
#include <QTcpSocket>
#include <QTest>
#include <QThread>

#include <atomic>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>

using namespace parlor;
using namespace parlor::admin;
using namespace Qt::StringLiterals;

namespace {

constexpr int RoomCount = 10'000;
constexpr int MessagesPerSecond = 500;
constexpr int BurstMs = 20;
constexpr qint64 LongestStallMs = 50;

/// How long the room is talked in. Only where the environment says so is the event loop's patience a verdict: other
/// programs on the machine try it as well.
int talkSeconds()
{
    return std::max(2, qEnvironmentVariableIntValue("PARLOR_TEST_GUI_SECONDS"));
}

bool isMeasured()
{
    return qEnvironmentVariableIsSet("PARLOR_TEST_GUI_SECONDS");
}

/// The processor time of this thread.
qint64 workedMs()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

/// A time that the event loop did not come round.
struct Stall {
    qint64 ms = 0;
    qint64 workedMs = 0; ///< the rest of it others had the processor
};

/// Notes the longest of them.
class Watchdog : public QObject {
public:
    Watchdog()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const Stall stall{ m_since.restart() - m_timer.interval(), workedMs() - m_workedBefore };
            m_workedBefore += stall.workedMs;
            if (stall.ms > m_longest.ms)
                m_longest = stall;
        });
        m_timer.start(2);
        takeLongest();
    }

    Stall takeLongest()
    {
        m_since.restart();
        m_workedBefore = workedMs();
        return std::exchange(m_longest, {});
    }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_workedBefore = 0;
    Stall m_longest;
};

/// Runs a function on a thread of its own and keeps the event loop here going meanwhile.
bool runAside(const std::function<bool()> &work)
{
    std::atomic_bool result = false;
    const std::unique_ptr<QThread> thread(QThread::create([&] { result = work(); }));
    thread->start();
    const bool isOver = QTest::qWaitFor([&thread] { return thread->isFinished(); }, 120'000);
    thread->wait();
    return isOver && result;
}

bool createRooms(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    if (!socket.waitForConnected())
        return false;
    for (int i = 0; i < RoomCount; ++i) {
        const QByteArray body = "{\"roomId\":\"room " + QByteArray::number(i) + "\",\"creatorUsername\":\"Ann\"}";
        socket.write("POST /api/v1/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                     + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        if (!socket.waitForReadyRead(10'000) || !socket.readAll().startsWith("HTTP/1.1 201"))
            return false;
    }
    return true;
}

/// Posts at a steady pace for as long as its thread runs.
class Talker : public QThread {
public:
    Talker(quint16 port, const QString &roomId) : m_port(port), m_roomId(roomId) {}
    ~Talker() override
    {
        quit();
        wait();
    }

protected:
    void run() override
    {
        ChatTestClient client(ChatTestClient::Protocol::Plain, m_port);
        QTimer burst;
        QObject::connect(&burst, &QTimer::timeout, &client, [&] {
            for (int i = 0; i < MessagesPerSecond * BurstMs / 1000; ++i)
                client.send(u"exchanges"_s, { { u"roomId"_s, m_roomId },
                                              { u"username"_s, u"Ann"_s },
                                              { u"content"_s, u"Line after line, as fast as it goes 🚀"_s } });
        });
        QObject::connect(&client, &ChatTestClient::ready, &burst, [&] { burst.start(BurstMs); });
        exec();
    }

private:
    const quint16 m_port;
    const QString m_roomId;
};

qint64 residentKilobytes()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

void report(const char *what, const Stall &stall)
{
    std::printf("%-40s longest stall %lld ms, %lld ms of them at work, memory %lld MB\n", what,
                static_cast<long long>(stall.ms), static_cast<long long>(stall.workedMs),
                static_cast<long long>(residentKilobytes() / 1024));
    std::fflush(stdout);
}

} // namespace

/// Ten thousand rooms, and one of them with 500 messages a second.
class TestAdminUnderLoad : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysResponsive();
};

void TestAdminUnderLoad::staysResponsive()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--storage"_s, u"memory"_s }));
    QVERIFY(runAside([&server] { return createRooms(server.port()); }));
    AdminFixture admin;
    admin.window.show();
    QVERIFY(QTest::qWaitForWindowActive(&admin.window));

    qint64 worst = 0;
    Watchdog watchdog;
    const auto note = [&](const char *what) {
        const Stall longest = watchdog.takeLongest();
        worst = std::max(worst, longest.ms);
        report(what, longest);
    };
    admin.connectTo(server.port());
    QTRY_VERIFY_WITH_TIMEOUT(admin.workspace.rooms().isComplete(), 60'000);
    Table &rooms = admin.window.roomsPage().table();
    QCOMPARE(rooms.model()->rowCount(), RoomCount);
    note("10,000 rooms listed");

    auto *filter = admin.window.findChild<QLineEdit *>(u"roomFilter"_s);
    for (const char *text : { "7", "77", "", "room 1", "" }) {
        filter->setText(QString::fromLatin1(text));
        const int expected = *text ? -1 : RoomCount;
        QTRY_VERIFY(expected < 0 ? rooms.model()->rowCount() < RoomCount : rooms.model()->rowCount() == expected);
    }
    note("filtered");
    for (const int column : { RoomsModel::Messages, RoomsModel::Created, RoomsModel::RoomId, RoomsModel::PerSecond }) {
        rooms.sortByColumn(column, Qt::DescendingOrder);
        QCoreApplication::processEvents();
    }
    note("sorted");

    Talker talker(server.port(), u"room 5000"_s);
    talker.start();
    admin.window.openRoom(u"room 5000"_s);
    auto *page = qobject_cast<RoomPage *>(admin.window.tabs().currentWidget());
    LineModel &lines = page->feed().stream().lines();
    QTRY_VERIFY(lines.lastOrder() > 2 * MessagesPerSecond);
    note("warmed up");
    QElapsedTimer talking;
    talking.start();
    const auto isOver = [&] { return talking.elapsed() > talkSeconds() * 1000; };
    // Half of the time in the room, half at the table, which is sorted by what changes.
    const auto lookElsewhere = [&] { return talking.elapsed() > talkSeconds() * 500; };
    QVERIFY(QTest::qWaitFor(lookElsewhere, talkSeconds() * 1000 + 60'000));
    note("in the room");
    const qint64 memory = residentKilobytes();
    admin.window.tabs().setCurrentWidget(&admin.window.roomsPage());
    QVERIFY(QTest::qWaitFor(isOver, talkSeconds() * 1000 + 60'000));
    note("at the table");

    QVERIFY(lines.lineCount() <= LineModel::MostLines);
    QCOMPARE(lines.lastOrder() - lines.firstOrder() + 1, lines.lineCount());
    if (isMeasured()) {
        QVERIFY2(worst <= LongestStallMs, "The event loop stalled");
        QVERIFY2(residentKilobytes() < memory * 11 / 10, "The memory grows");
    }
}

QTEST_MAIN(TestAdminUnderLoad)
#include "TestAdminUnderLoad.moc"
