// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "AdminFixture.h"
#include "support/ServerProcess.h"
#include "support/TestCertificate.h"

#include <QSslConfiguration>
#include <QTest>

#include <memory>

using namespace parlor::admin;
using namespace Qt::StringLiterals;

/// The program and a server that speaks TLS.
class TestAdminTls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void certificateThatNobodyVouchesForIsSaidSo();
    void worksWithAnAuthorityThatTheSystemKnows();
    void plainServerIsSaidSo();

private:
    ServerAddress address() const;
    QString verdict();

    const TestCertificate m_certificate;
    const TestFiles m_files {};
    const QSslConfiguration m_usual = QSslConfiguration::defaultConfiguration();
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<AdminFixture> m_admin;
};

void TestAdminTls::init()
{
    m_server = std::make_unique<ServerProcess>();
    QVERIFY(m_server->start({ u"--tls-cert"_s, m_files.write(u"cert"_s, m_certificate.certificate), u"--tls-key"_s,
                              m_files.write(u"key"_s, m_certificate.key) }));
    m_admin = std::make_unique<AdminFixture>();
}

void TestAdminTls::cleanup()
{
    m_admin.reset();
    m_server.reset();
    QSslConfiguration::setDefaultConfiguration(m_usual);
}

ServerAddress TestAdminTls::address() const
{
    ServerAddress address = AdminFixture::addressOf(m_server->port());
    address.url.setScheme(u"https"_s);
    return address;
}

/// What the test of a connection says.
QString TestAdminTls::verdict()
{
    QString verdict;
    m_admin->testTransport.setAddress(address());
    const QObject here; // so that no later test of the connection writes to what has gone
    connect(&m_admin->test, &ConnectionTest::finished, &here, [&verdict](bool, const QString &said) { verdict = said; });
    m_admin->test.start(address());
    (void)QTest::qWaitFor([&verdict] { return !verdict.isEmpty(); });
    return verdict;
}

void TestAdminTls::certificateThatNobodyVouchesForIsSaidSo()
{
    const QString said = verdict();
    QVERIFY2(said.startsWith(u"No secure connection: "_s), qUtf8Printable(said));
    QVERIFY2(said.contains(u"self-signed"_s), qUtf8Printable(said));
}

void TestAdminTls::worksWithAnAuthorityThatTheSystemKnows()
{
    QSslConfiguration known = m_usual;
    known.addCaCertificates(QSslCertificate::fromData(m_certificate.certificate));
    QSslConfiguration::setDefaultConfiguration(known);
    const QString said = verdict();
    QVERIFY2(said.startsWith(u"This is Parlor"_s), qUtf8Printable(said));
    m_admin->workspace.open(address());
    QTRY_VERIFY(m_admin->workspace.rooms().isComplete());
}

void TestAdminTls::plainServerIsSaidSo()
{
    m_server = std::make_unique<ServerProcess>();
    QVERIFY(m_server->start());
    const QString said = verdict();
    QVERIFY2(said.startsWith(u"No secure connection: "_s), qUtf8Printable(said));
}

QTEST_MAIN(TestAdminTls)
#include "TestAdminTls.moc"
