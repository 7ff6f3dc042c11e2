// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsContext.h"

#include "support/TestCertificate.h"

#include <QFile>
#include <QTest>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

QByteArray withPassword(const QByteArray &key)
{
    BIO *const in = BIO_new_mem_buf(key.constData(), int(key.size()));
    EVP_PKEY *const pair = PEM_read_bio_PrivateKey(in, nullptr, nullptr, nullptr);
    BIO *const out = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(out, pair, EVP_aes_256_cbc(), reinterpret_cast<const unsigned char *>("sesame"), 6, nullptr,
                             nullptr);
    char *text = nullptr;
    const long size = BIO_get_mem_data(out, &text);
    QByteArray pem(text, size);
    BIO_free(out);
    EVP_PKEY_free(pair);
    BIO_free(in);
    return pem;
}

} // namespace

class TestTlsContext : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesACertificateAndItsKey();
    void takesAChain();
    void refusesWhatIsOfNoUse_data();
    void refusesWhatIsOfNoUse();
    void warnsOfWhatTheOperatorShouldKnow();

private:
    const TestCertificate m_good;
};

void TestTlsContext::takesACertificateAndItsKey()
{
    const TestFiles files;
    const auto loaded = TlsContext::load({ files.write(u"cert"_s, m_good.certificate), files.write(u"key"_s, m_good.key) });
    QVERIFY2(loaded, qUtf8Printable(loaded ? QString() : loaded.error()));
    QVERIFY(loaded->context);
    QCOMPARE(loaded->warnings, QStringList());
    QCOMPARE(SSL_CTX_get_min_proto_version(loaded->context->handle()), TLS1_2_VERSION);
}

void TestTlsContext::takesAChain()
{
    const TestFiles files;
    const QByteArray chain = m_good.certificate + "\n" + TestCertificate("one").certificate + TestCertificate("two").certificate;
    const auto loaded = TlsContext::load({ files.write(u"cert"_s, chain), files.write(u"key"_s, m_good.key) });
    QVERIFY(loaded);
    STACK_OF(X509) *sent = nullptr;
    SSL_CTX_get0_chain_certs(loaded->context->handle(), &sent);
    QCOMPARE(sk_X509_num(sent), 2);
}

void TestTlsContext::refusesWhatIsOfNoUse_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no certificate") << QByteArray() << m_good.key << u"'cert' cannot be read"_s;
    QTest::newRow("no key") << m_good.certificate << QByteArray() << u"'key' cannot be read"_s;
    QTest::newRow("a key for a certificate")
        << m_good.key << m_good.key << u"'cert' holds no certificate in PEM"_s;
    QTest::newRow("a certificate for a key")
        << m_good.certificate << m_good.certificate << u"'key' holds no private key in PEM, or one with a password"_s;
    QTest::newRow("a key with a password") << m_good.certificate << withPassword(m_good.key)
                                           << u"'key' holds no private key in PEM, or one with a password"_s;
    QTest::newRow("another's key") << m_good.certificate << TestCertificate().key
                                   << u"'key' is not the key of the certificate in 'cert'"_s;
    QTest::newRow("a cut certificate") << m_good.certificate.first(200) << m_good.key
                                       << u"'cert' holds no certificate in PEM"_s;
    QTest::newRow("too large") << QByteArray(2 * 1024 * 1024, 'x') << m_good.key
                               << u"'cert' is too large to be a certificate or a key"_s;
}

void TestTlsContext::refusesWhatIsOfNoUse()
{
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    QFETCH(QString, reason);
    const TestFiles files;
    if (!certificate.isNull())
        files.write(u"cert"_s, certificate);
    if (!key.isNull())
        files.write(u"key"_s, key);
    const auto loaded = TlsContext::load({ files.path(u"cert"_s), files.path(u"key"_s) });
    QVERIFY(!loaded);
    QCOMPARE(QString(loaded.error()).remove(files.path(QString()) + u'/'), reason);
}

void TestTlsContext::warnsOfWhatTheOperatorShouldKnow()
{
    const TestFiles files;
    const TestCertificate expired("localhost", -1);
    const QString key = files.write(u"key"_s, expired.key);
    QFile::setPermissions(key, QFile::permissions(key) | QFileDevice::ReadOther);
    const auto loaded = TlsContext::load({ files.write(u"cert"_s, expired.certificate), key });
    QVERIFY(loaded);
    QCOMPARE(loaded->warnings.size(), 2);
    QVERIFY(loaded->warnings[0].contains("has expired"_L1));
    QVERIFY(loaded->warnings[1].contains("chmod 600"_L1));
}

QTEST_GUILESS_MAIN(TestTlsContext)
#include "TestTlsContext.moc"
