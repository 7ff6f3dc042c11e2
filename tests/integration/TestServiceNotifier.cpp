// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ServerProcess.h"

#include <QSocketNotifier>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <memory>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

/// What systemd would hear (sd_notify(3)).
class TestServiceNotifier : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init() { m_heard.clear(); }
    void readinessReloadAndStopAreTold();
    void watchdogIsFedWhileTheThreadsAnswer();
    void anAddressThatIsNoneIsLeftAlone();

private:
    void receive();
    bool hears(QByteArrayView assignment) const;

    const QTemporaryDir m_directory;
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QList<QByteArrayList> m_heard; ///< the assignments of each datagram
};

void TestServiceNotifier::initTestCase()
{
    const QByteArray path = m_directory.filePath(u"notify"_s).toUtf8();
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    QVERIFY(std::size_t(path.size()) < sizeof address.sun_path);
    std::memcpy(address.sun_path, path.constData(), std::size_t(path.size()));
    m_descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    QCOMPARE(::bind(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &TestServiceNotifier::receive);
    qputenv("NOTIFY_SOCKET", path);
}

void TestServiceNotifier::cleanupTestCase()
{
    m_notifier.reset();
    ::close(m_descriptor);
}

void TestServiceNotifier::receive()
{
    QByteArray datagram(4096, Qt::Uninitialized);
    const auto size = ::recv(m_descriptor, datagram.data(), std::size_t(datagram.size()), 0);
    if (size > 0)
        m_heard.append(datagram.first(size).split('\n'));
}

bool TestServiceNotifier::hears(QByteArrayView assignment) const
{
    return std::ranges::any_of(m_heard, [assignment](const QByteArrayList &it) { return it.contains(assignment); });
}

void TestServiceNotifier::readinessReloadAndStopAreTold()
{
    ServerProcess server;
    QVERIFY(server.start());
    QTRY_VERIFY(hears("READY=1"));
    QVERIFY(!hears("WATCHDOG=1"));

    m_heard.clear();
    ::kill(pid_t(server.processId()), SIGHUP);
    QTRY_VERIFY(hears("READY=1"));
    QVERIFY(m_heard.value(0).contains("RELOADING=1"));
    QVERIFY(m_heard.value(0).at(1).startsWith("MONOTONIC_USEC="));

    m_heard.clear();
    server.requestStop();
    QTRY_VERIFY(hears("STOPPING=1"));
    QCOMPARE(server.waitForEnd(), 0);
    QVERIFY(!hears("READY=1"));
}

void TestServiceNotifier::watchdogIsFedWhileTheThreadsAnswer()
{
    qputenv("WATCHDOG_USEC", "30000");
    ServerProcess server;
    const bool hasStarted = server.start();
    qunsetenv("WATCHDOG_USEC");
    QVERIFY(hasStarted);
    const auto isFeed = [](const QByteArrayList &it) { return it == QByteArrayList { "WATCHDOG=1" }; };
    QTRY_VERIFY(std::ranges::count_if(m_heard, isFeed) > 5);
    QCOMPARE(server.stop(), 0);
}

void TestServiceNotifier::anAddressThatIsNoneIsLeftAlone()
{
    const QByteArray address = qgetenv("NOTIFY_SOCKET");
    const QByteArrayList others { "vsock:2:1234", '/' + QByteArray(200, 'x'), m_directory.filePath(u"nobody"_s).toUtf8() };
    for (const QByteArray &other : others) {
        qputenv("NOTIFY_SOCKET", other);
        ServerProcess server;
        QVERIFY(server.start());
        QCOMPARE(server.stop(), 0);
    }
    qputenv("NOTIFY_SOCKET", address);
    QVERIFY(m_heard.isEmpty());
}

QTEST_GUILESS_MAIN(TestServiceNotifier)
#include "TestServiceNotifier.moc"
