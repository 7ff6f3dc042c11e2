// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/OriginPolicy.h"

#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestOriginPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void originsAreAllowed_data();
    void originsAreAllowed();
    void connectionsAreAdmitted_data();
    void connectionsAreAdmitted();
    void pagesOfAnEncryptedServerCameEncrypted();
    void originsAreTold_data();
    void originsAreTold();
};

void TestOriginPolicy::originsAreAllowed_data()
{
    QTest::addColumn<QList<QByteArray>>("configured");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("allowed");

    const QList<QByteArray> nothing;
    QTest::newRow("own: localhost") << nothing << "http://localhost"_ba << true;
    QTest::newRow("own: any port") << nothing << "http://localhost:4200"_ba << true;
    QTest::newRow("own: https") << nothing << "https://localhost:8443"_ba << true;
    QTest::newRow("own: IPv4") << nothing << "http://127.0.0.1:3000"_ba << true;
    QTest::newRow("own: IPv6") << nothing << "http://[::1]:3000"_ba << true;
    QTest::newRow("own: any case") << nothing << "HTTP://LocalHost:3000"_ba << true;
    QTest::newRow("own: longer name") << nothing << "http://localhost.example"_ba << false;
    QTest::newRow("own: name as user") << nothing << "http://localhost:80@evil.example"_ba << false;
    QTest::newRow("own: no port after colon") << nothing << "http://localhost:"_ba << false;
    QTest::newRow("own: port too large") << nothing << "http://localhost:65536"_ba << false;
    QTest::newRow("own: port too long") << nothing << "http://localhost:000080"_ba << false;
    QTest::newRow("own: with a path") << nothing << "http://localhost/x"_ba << false;
    QTest::newRow("own: other scheme") << nothing << "ftp://localhost"_ba << false;
    QTest::newRow("own: other loopback address") << nothing << "http://127.0.0.2"_ba << false;
    QTest::newRow("own: elsewhere") << nothing << "https://chat.example"_ba << false;
    QTest::newRow("own: null") << nothing << "null"_ba << false;
    QTest::newRow("own: empty") << nothing << ""_ba << false;

    const QList<QByteArray> two { "https://chat.example"_ba, "http://Lan:8080/"_ba };
    QTest::newRow("listed") << two << "https://chat.example"_ba << true;
    QTest::newRow("listed, any case") << two << "HTTPS://Chat.Example"_ba << true;
    QTest::newRow("listed with a slash") << two << "http://lan:8080"_ba << true;
    QTest::newRow("listed, its own port") << two << "https://chat.example:443"_ba << true;
    QTest::newRow("other port") << two << "https://chat.example:8443"_ba << false;
    QTest::newRow("other scheme") << two << "http://chat.example"_ba << false;
    QTest::newRow("longer name") << two << "https://chat.example.evil"_ba << false;
    QTest::newRow("a list replaces localhost") << two << "http://localhost:3000"_ba << false;

    const QList<QByteArray> any { "*"_ba };
    QTest::newRow("any") << any << "https://whoever.example:1234"_ba << true;
    QTest::newRow("any: null") << any << "null"_ba << true;
    QTest::newRow("any: but not nothing") << any << ""_ba << false;
    QTest::newRow("any: but no line breaks") << any << "https://a.example\r\nX-Evil: 1"_ba << false;
    QTest::newRow("any: but no blanks") << any << "https://a.example https://b.example"_ba << false;
    QTest::newRow("any: but ASCII alone") << any << "https://caf\xc3\xa9.example"_ba << false;
}

void TestOriginPolicy::originsAreAllowed()
{
    QFETCH(QList<QByteArray>, configured);
    QFETCH(QByteArray, origin);
    QTEST(OriginPolicy(configured).allows(origin), "allowed");
}

void TestOriginPolicy::connectionsAreAdmitted_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("admitted");

    QTest::newRow("no page") << ""_ba << "chat.example"_ba << true;
    QTest::newRow("its own page") << "https://chat.example"_ba << "chat.example"_ba << true;
    QTest::newRow("its own page, any case") << "https://chat.example"_ba << "Chat.Example"_ba << true;
    QTest::newRow("its own page, its port") << "http://chat.example:8080"_ba << "chat.example:8080"_ba << true;
    QTest::newRow("the scheme's port in one") << "https://chat.example"_ba << "chat.example:443"_ba << true;
    QTest::newRow("another port") << "http://chat.example:81"_ba << "chat.example"_ba << false;
    QTest::newRow("another page") << "https://evil.example"_ba << "chat.example"_ba << false;
    QTest::newRow("a longer name") << "https://chat.example.evil"_ba << "chat.example"_ba << false;
    QTest::newRow("a page in the host's name") << "https://evil.example"_ba << "evil.example@chat.example"_ba << false;
    QTest::newRow("listed") << "https://listed.example"_ba << "chat.example"_ba << true;
    QTest::newRow("null") << "null"_ba << "chat.example"_ba << false;
    QTest::newRow("null, and a host like it") << "null"_ba << "null"_ba << false;
    QTest::newRow("no host") << "https://"_ba << ""_ba << false;
}

void TestOriginPolicy::connectionsAreAdmitted()
{
    QFETCH(const QByteArray, origin);
    QFETCH(const QByteArray, host);
    const OriginPolicy policy({ "https://listed.example"_ba });
    QTEST(policy.admits(origin, host), "admitted");
}

void TestOriginPolicy::pagesOfAnEncryptedServerCameEncrypted()
{
    const OriginPolicy policy({ "http://listed.example"_ba }, true);
    QVERIFY(policy.admits("https://chat.example", "chat.example"));
    QVERIFY(!policy.admits("http://chat.example", "chat.example"));
    QVERIFY(policy.admits("http://listed.example", "chat.example"));
    QVERIFY(policy.admits("", "chat.example"));
}

void TestOriginPolicy::originsAreTold_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isOrigin");
    for (const auto *text : { "https://chat.example", "https://chat.example/", "http://lan:8080", "http://[::1]:3000", "http://[::1]",
                              "app://a" })
        QTest::newRow(text) << QByteArray(text) << true;
    for (const auto *text : { "chat.example", "://chat.example", "https://", "https:///", "https://chat.example/path", "https://a?b",
                              "https://a#b", "https://user@a", "https://*.example", "https://a,https://b", "https://a b",
                              "https://a:", "https://a:99999", "https://a:b", "https://caf\xc3\xa9.example", "" })
        QTest::newRow(text) << QByteArray(text) << false;
}

void TestOriginPolicy::originsAreTold()
{
    QFETCH(const QByteArray, text);
    QTEST(OriginPolicy::isOrigin(text), "isOrigin");
}

QTEST_GUILESS_MAIN(TestOriginPolicy)
#include "TestOriginPolicy.moc"
