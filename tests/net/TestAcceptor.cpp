// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Acceptor.h"
#include "net/SocketDescriptor.h"

#include <QScopeGuard>
#include <QTcpSocket>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace parlor;

class TestAcceptor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void connectionsWaitForTheStart();
    void aTakenPortIsNamed();
    void restsWhileTheSystemHasNoDescriptor();
    void nothingIsAcceptedAfterTheEnd();

private:
    std::unique_ptr<QTcpSocket> connection() const
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), m_acceptor->port());
        return socket;
    }

    std::unique_ptr<Acceptor> m_acceptor;
    int m_accepted = 0;
};

void TestAcceptor::init()
{
    m_accepted = 0;
    m_acceptor = std::make_unique<Acceptor>();
    connect(m_acceptor.get(), &Acceptor::accepted, this, [this](qintptr descriptor) {
        ++m_accepted;
        parlor::socket::close(descriptor);
    });
    QVERIFY(m_acceptor->listen(QHostAddress::LocalHost, 0));
}

void TestAcceptor::connectionsWaitForTheStart()
{
    const auto first = connection();
    const auto second = connection();
    QVERIFY(first->waitForConnected() && second->waitForConnected());
    QCoreApplication::processEvents();
    QCOMPARE(m_accepted, 0);
    m_acceptor->start();
    QTRY_COMPARE(m_accepted, 2);
}

void TestAcceptor::aTakenPortIsNamed()
{
    Acceptor other;
    QVERIFY(!other.listen(QHostAddress::LocalHost, m_acceptor->port()));
    QVERIFY(!other.errorString().isEmpty());
}

void TestAcceptor::restsWhileTheSystemHasNoDescriptor()
{
#ifdef Q_OS_UNIX
    m_acceptor->start();
    const auto before = connection();
    QTRY_COMPARE(m_accepted, 1);

    // No spy: what a sanitizer does about one needs a descriptor.
    int failures = 0;
    connect(m_acceptor.get(), &Acceptor::failed, this, [&failures] { ++failures; });
    const auto waiting = connection();
    QVERIFY(waiting->waitForConnected());
    rlimit previous {};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &previous), 0);
    // None is free below this.
    const qintptr next = parlor::socket::duplicate(m_acceptor->descriptor());
    parlor::socket::close(next);
    const rlimit none { rlim_t(next), previous.rlim_max };
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
    const auto restore = qScopeGuard([&previous] { ::setrlimit(RLIMIT_NOFILE, &previous); });
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("no descriptors or no memory left")));
    QTRY_VERIFY(failures > 0);
    // It would fail again in each of these turns.
    constexpr int turns = 1000;
    for (int i = 0; i < turns; ++i)
        QCoreApplication::processEvents();
    QVERIFY(failures < turns / 10);
    QCOMPARE(m_accepted, 1);

    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &previous), 0);
    QTRY_COMPARE(m_accepted, 2);
#else
    QSKIP("There is no limit to lower here.");
#endif
}

void TestAcceptor::nothingIsAcceptedAfterTheEnd()
{
    m_acceptor->start();
    const quint16 port = m_acceptor->port();
    m_acceptor->close();
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    QTRY_COMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
    QCOMPARE(m_accepted, 0);
}

QTEST_GUILESS_MAIN(TestAcceptor)
#include "TestAcceptor.moc"
