// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/Credentials.h"
#include "support/TokenSigner.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Secret(32, 's');

} // namespace

class TestCredentials : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_directory.isValid()); }
    void uselessFilesAreRefused_data();
    void uselessFilesAreRefused();
    void missingFilesAreRefused();
    void aFinalLineBreakDoesNotCount();
    void severalFilesOfAKindServeTogether();
    void secretsThatEverybodyCanReadAreWarnedOf();
    void adminTokensAreFoundWhole();

private:
    QString write(const QByteArray &content, QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner);

    QTemporaryDir m_directory;
    int m_files = 0;
};

QString TestCredentials::write(const QByteArray &content, QFile::Permissions permissions)
{
    const QString path = m_directory.filePath(QString::number(++m_files));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.setPermissions(permissions))
        qFatal("cannot write a file for the test");
    return path;
}

void TestCredentials::uselessFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QString>("reason");

    const QString tooShort = u"holds a secret of less than 32 bytes"_s;
    QTest::newRow("empty secret") << ""_ba << "secret"_ba << u"is empty"_s;
    QTest::newRow("a line break alone") << "\n"_ba << "secret"_ba << u"is empty"_s;
    QTest::newRow("short secret") << QByteArray(31, 's') << "secret"_ba << tooShort;
    QTest::newRow("short but for its line break") << QByteArray(31, 's') + '\n' << "secret"_ba << tooShort;
    QTest::newRow("public key as a secret") << TokenSigner::withNewKey("RS256").publicKey() << "secret"_ba
                                            << u"it is for --jwt-public-key-file"_s;
    QTest::newRow("too large") << QByteArray(65'537, 's') << "secret"_ba << u"is too large"_s;

    QTest::newRow("empty key") << ""_ba << "public"_ba << u"is empty"_s;
    QTest::newRow("no key") << Secret << "public"_ba << u"holds no public key in PEM"_s;
    QTest::newRow("private key") << TokenSigner::withNewKey("ES256").privateKey() << "public"_ba
                                 << u"holds a private key"_s;
    QTest::newRow("small RSA") << TokenSigner::withNewKey("RS256", 1024).publicKey() << "public"_ba
                               << u"holds an RSA key of less than 2048 bits"_s;
    QTest::newRow("other curve") << TokenSigner::withNewKey("ES384").publicKey() << "public"_ba
                                 << u"holds a key on another curve than P-256"_s;

    const QString noToken = u"must hold one line of at least 16 characters"_s;
    QTest::newRow("empty token") << ""_ba << "admin"_ba << u"is empty"_s;
    QTest::newRow("short token") << "fifteen letters"_ba << "admin"_ba << noToken;
    QTest::newRow("token with a blank") << "sixteen  letters!"_ba << "admin"_ba << noToken;
    QTest::newRow("two lines") << "0123456789abcdef\n0123456789abcdef\n"_ba << "admin"_ba << noToken;
}

void TestCredentials::uselessFilesAreRefused()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QByteArray, kind);
    QFETCH(const QString, reason);
    const QStringList paths { write(content) };
    CredentialFiles files;
    (kind == "admin" ? files.adminTokens : kind == "secret" ? files.jwtSecrets : files.jwtPublicKeys) = paths;

    const auto loaded = Credentials::load(files);
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().startsWith(u"'%1' "_s.arg(paths.first())), qPrintable(loaded.error()));
    QVERIFY2(loaded.error().contains(reason), qPrintable(loaded.error()));
    // Of what is secret, nothing is told.
    QVERIFY(content.size() < 16 || !loaded.error().toUtf8().contains(content.first(16)));
}

void TestCredentials::missingFilesAreRefused()
{
    for (const QString &path : { m_directory.filePath(u"nothing"_s), m_directory.path() }) {
        const auto loaded = Credentials::load({ .adminTokens = { path }, .jwtSecrets = {}, .jwtPublicKeys = {} });
        QVERIFY(!loaded);
        QCOMPARE(loaded.error(), u"'%1' cannot be read"_s.arg(path));
    }
}

void TestCredentials::aFinalLineBreakDoesNotCount()
{
    for (const QByteArray &end : { ""_ba, "\n"_ba, "\r\n"_ba }) {
        const auto loaded = Credentials::load(
            { .adminTokens = { write("0123456789abcdef" + end) }, .jwtSecrets = {}, .jwtPublicKeys = {} });
        QVERIFY(loaded);
        QVERIFY(loaded->credentials.findAdminToken("0123456789abcdef") != 0);
    }
}

void TestCredentials::severalFilesOfAKindServeTogether()
{
    const TokenSigner rsa = TokenSigner::withNewKey("RS256");
    const TokenSigner otherRsa = TokenSigner::withNewKey("RS256");
    const auto loaded
        = Credentials::load({ .adminTokens = { write("the older admin token"_ba.replace(' ', '-')),
                                               write("the newer admin token"_ba.replace(' ', '-')) },
                              .jwtSecrets = { write(Secret), write(QByteArray(40, 't')) },
                              .jwtPublicKeys = { write(rsa.publicKey()), write(otherRsa.publicKey()),
                                                 write(TokenSigner::withNewKey("ES256").publicKey()),
                                                 write(TokenSigner::withNewKey("EdDSA").publicKey()) } });
    QVERIFY(loaded);
    const Credentials &credentials = loaded->credentials;
    const quint64 older = credentials.findAdminToken("the-older-admin-token");
    const quint64 newer = credentials.findAdminToken("the-newer-admin-token");
    QVERIFY(older != 0 && newer != 0 && older != newer);
    QVERIFY(credentials.honours(older) && credentials.honours(newer) && !credentials.honours(0));
    QCOMPARE(credentials.keysFor("HS256").size(), 2);
    QCOMPARE(credentials.keysFor("RS256").size(), 2);
    QCOMPARE(credentials.keysFor("ES256").size(), 1);
    QCOMPARE(credentials.keysFor("EdDSA").size(), 1);
    QVERIFY(credentials.honours(credentials.keysFor("EdDSA").first().fingerprint()));
    QVERIFY(credentials.keysFor("none").isEmpty());
    QVERIFY(credentials.keysFor("").isEmpty());
}

void TestCredentials::secretsThatEverybodyCanReadAreWarnedOf()
{
    const QFile::Permissions everybody = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
    const QString token = write("0123456789abcdef", everybody);
    const QString secret = write(Secret, everybody);
    const QString key = write(TokenSigner::withNewKey("EdDSA").publicKey(), everybody);
    const auto open
        = Credentials::load({ .adminTokens = { token }, .jwtSecrets = { secret }, .jwtPublicKeys = { key } });
    QVERIFY(open);
    QCOMPARE(open->warnings.size(), 2);
    QVERIFY(open->warnings[0].startsWith(u"'%1' is a secret that every user"_s.arg(token)));
    QVERIFY(open->warnings[1].startsWith(u"'%1' is a secret that every user"_s.arg(secret)));

    const auto closed
        = Credentials::load({ .adminTokens = {}, .jwtSecrets = { write(Secret) }, .jwtPublicKeys = { key } });
    QVERIFY(closed);
    QCOMPARE(closed->warnings, QStringList());
}

void TestCredentials::adminTokensAreFoundWhole()
{
    Credentials credentials;
    QVERIFY(credentials.addAdminToken("0123456789abcdef"));
    for (const QByteArray &wrong : { ""_ba, "0123456789abcde"_ba, "0123456789abcdefg"_ba, "0123456789ABCDEF"_ba })
        QCOMPARE(credentials.findAdminToken(wrong), quint64(0));
}

QTEST_APPLESS_MAIN(TestCredentials)
#include "TestCredentials.moc"
