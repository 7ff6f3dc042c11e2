// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/ServerOptions.h"

#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>

#include <algorithm>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestServerOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingSaidMeansTheDefaults();
    void optionSetsItsValue();
    void environmentSetsWhatNoOptionDoes();
    void fileSetsWhatTheEnvironmentDoesNot();
    void environmentNamesTheFile();
    void optionThatRepeatsGathersItsValues();
    void eventSaidTwiceCountsOnce();
    void repeatedValuesAreSplitByCommasInTheEnvironment();
    void switchTakesItsWordFromTheEnvironment_data();
    void switchTakesItsWordFromTheEnvironment();
    void valueOutOfRangeIsRefusedWithItsName_data();
    void valueOutOfRangeIsRefusedWithItsName();
    void valueAtTheEdgeIsTaken();
    void whoAsksForTokensMayListenAnywhere();
    void anEmptyVariableDoesNotOpenTheServer();
    void whatTakesBackWhatTokensPromiseIsRefused();
    void refusalNamesTheSourceOfTheValue();
    void unknownOptionIsRefused();
    void unexpectedArgumentIsRefused();
    void unknownSettingInTheFileIsRefused();
    void unreadableFileIsRefused();
    void misspeltVariableIsRefusedAndThoseOfOthersAreNot();
    void everyMistakeIsTold();
    void aSettingSaidTwiceInTheFileIsRefused();
    void aListMayTakeSeveralLines();
    void reachableAddressNeedsConsent();
    void helpListsEveryOptionOfTheContract();
    void versionIsTold();
    void informationIsNullWhereNobodyAsks();

private:
    using Parsed = tl::expected<ServerOptions, ServerOptions::Refusal>;

    static Parsed parse(const QStringList &options, const QList<std::pair<QString, QString>> &variables = {});
    /// Writes a configuration file; its path.
    QString file(const QByteArray &content) const;

    const QTemporaryDir m_directory;
};

TestServerOptions::Parsed TestServerOptions::parse(const QStringList &options,
                                                   const QList<std::pair<QString, QString>> &variables)
{
    QProcessEnvironment environment;
    for (const auto &[name, value] : variables)
        environment.insert(name, value);
    return ServerOptions::parse(QStringList { u"parlor-server"_s } + options, environment);
}

QString TestServerOptions::file(const QByteArray &content) const
{
    QTemporaryFile file(m_directory.filePath(u"XXXXXX.ini"_s));
    file.setAutoRemove(false);
    if (!file.open() || file.write(content) != content.size())
        qFatal("The configuration file was not written");
    return file.fileName();
}

void TestServerOptions::nothingSaidMeansTheDefaults()
{
    const Parsed options = parse({});
    QVERIFY(options);
    QCOMPARE(options->host, QHostAddress(u"127.0.0.1"_s));
    QCOMPARE(options->port, quint16(3000));
    QCOMPARE(options->ioThreads, std::max(1, QThread::idealThreadCount()));
    QCOMPARE(options->pingIntervalMs, 25'000);
    QCOMPARE(options->pingTimeoutMs, 20'000);
    QCOMPARE(options->maxMessageBytes, 1'000'000);
    QVERIFY(!options->exchangesToEveryone);
    QVERIFY(options->messageEvents.isEmpty());
    QVERIFY(!options->allowAnonymous);
    QVERIFY(options->corsOrigins.isEmpty());
}

void TestServerOptions::optionSetsItsValue()
{
    const Parsed options = parse({ u"--host"_s, u"::1"_s, u"--port=0"_s, u"--io-threads"_s, u"3"_s,
                                   u"--ping-interval"_s, u"1000"_s, u"--ping-timeout"_s, u"500"_s,
                                   u"--max-message-bytes"_s, u"2048"_s, u"--exchange-scope"_s, u"server"_s,
                                   u"--allow-anonymous"_s });
    QVERIFY(options);
    QCOMPARE(options->host, QHostAddress(u"::1"_s));
    QCOMPARE(options->port, quint16(0));
    QCOMPARE(options->ioThreads, 3);
    QCOMPARE(options->pingIntervalMs, 1000);
    QCOMPARE(options->pingTimeoutMs, 500);
    QCOMPARE(options->maxMessageBytes, 2048);
    QVERIFY(options->exchangesToEveryone);
    QVERIFY(options->allowAnonymous);
}

void TestServerOptions::environmentSetsWhatNoOptionDoes()
{
    const QList<std::pair<QString, QString>> variables { { u"PARLOR_PORT"_s, u"4000"_s },
                                                         { u"PARLOR_PING_INTERVAL"_s, u"700"_s } };
    const Parsed options = parse({ u"--port"_s, u"5000"_s }, variables);
    QVERIFY(options);
    QCOMPARE(options->port, quint16(5000));
    QCOMPARE(options->pingIntervalMs, 700);
}

void TestServerOptions::fileSetsWhatTheEnvironmentDoesNot()
{
    const QString path = file("port=4000\nping-interval=700\nhost=localhost\n");
    const Parsed options = parse({ u"--config"_s, path }, { { u"PARLOR_PORT"_s, u"5000"_s } });
    QVERIFY(options);
    QCOMPARE(options->port, quint16(5000));
    QCOMPARE(options->pingIntervalMs, 700);
    QCOMPARE(options->host, QHostAddress(u"127.0.0.1"_s));
}

void TestServerOptions::environmentNamesTheFile()
{
    const Parsed options = parse({}, { { u"PARLOR_CONFIG"_s, file("port=4001\n") } });
    QVERIFY(options);
    QCOMPARE(options->port, quint16(4001));
}

void TestServerOptions::optionThatRepeatsGathersItsValues()
{
    const Parsed options = parse({ u"--message-event"_s, u"{roomId}"_s, u"--message-event"_s, u"news"_s,
                                   u"--cors-origin"_s, u"https://a.example"_s, u"--cors-origin"_s, u"*"_s });
    QVERIFY(options);
    QCOMPARE(options->messageEvents, QStringList({ u"{roomId}"_s, u"news"_s }));
    QCOMPARE(options->corsOrigins, QList<QByteArray>({ "https://a.example", "*" }));
}

void TestServerOptions::eventSaidTwiceCountsOnce()
{
    const Parsed options = parse({ u"--message-event"_s, u"news"_s, u"--message-event"_s, u"{roomId}"_s,
                                   u"--message-event"_s, u"news"_s });
    QVERIFY(options);
    QCOMPARE(options->messageEvents, QStringList({ u"news"_s, u"{roomId}"_s }));
}

void TestServerOptions::repeatedValuesAreSplitByCommasInTheEnvironment()
{
    const Parsed options = parse({}, { { u"PARLOR_MESSAGE_EVENT"_s, u"{roomId},news"_s } });
    QVERIFY(options);
    QCOMPARE(options->messageEvents, QStringList({ u"{roomId}"_s, u"news"_s }));
}

void TestServerOptions::switchTakesItsWordFromTheEnvironment_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("isOn");
    for (const QString &word : { u"true"_s, u"TRUE"_s, u"1"_s, u"yes"_s, u"on"_s })
        QTest::newRow(qPrintable(word)) << word << true;
    for (const QString &word : { u"false"_s, u"0"_s, u"No"_s, u"off"_s })
        QTest::newRow(qPrintable(word)) << word << false;
}

void TestServerOptions::switchTakesItsWordFromTheEnvironment()
{
    QFETCH(QString, word);
    QFETCH(bool, isOn);
    const Parsed options = parse({}, { { u"PARLOR_ALLOW_ANONYMOUS"_s, word } });
    QVERIFY(options);
    QCOMPARE(options->allowAnonymous, isOn);
}

void TestServerOptions::valueOutOfRangeIsRefusedWithItsName_data()
{
    QTest::addColumn<QStringList>("options");
    const auto row = [](const QString &option, const QString &value) {
        QTest::newRow(qPrintable(option + u' ' + value)) << QStringList { option, value };
    };
    row(u"--host"_s, u"example.org"_s);
    row(u"--host"_s, QString());
    row(u"--port"_s, u"65536"_s);
    row(u"--port"_s, u"-1"_s);
    row(u"--port"_s, u"8080x"_s);
    row(u"--io-threads"_s, u"0"_s);
    row(u"--io-threads"_s, u"257"_s);
    row(u"--ping-interval"_s, u"99"_s);
    row(u"--ping-timeout"_s, u"3600001"_s);
    row(u"--max-message-bytes"_s, u"1023"_s);
    row(u"--max-message-bytes"_s, u"99999999999999999999"_s);
    row(u"--storage"_s, u"paper"_s);
    row(u"--exchange-scope"_s, u"house"_s);
    row(u"--message-event"_s, QString());
    row(u"--message-event"_s, u"disconnect"_s);
    row(u"--message-event"_s, u"exchanges"_s);
    row(u"--message-event"_s, u"presence/{roomId}"_s);
    row(u"--cors-origin"_s, u"example.org"_s);
    row(u"--cors-origin"_s, u"https://example.org/chat"_s);
    row(u"--cors-origin"_s, u"https://*.example.org"_s);
    row(u"--admin-token-file"_s, QString());
    row(u"--jwt-secret-file"_s, QString());
    row(u"--jwt-public-key-file"_s, QString());
}

void TestServerOptions::valueOutOfRangeIsRefusedWithItsName()
{
    QFETCH(QStringList, options);
    const Parsed parsed = parse(options);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().message.startsWith(options.first() + u' '), qPrintable(parsed.error().message));
    QCOMPARE(parsed.error().exitCode, 2);
}

void TestServerOptions::valueAtTheEdgeIsTaken()
{
    const Parsed options = parse({ u"--port"_s, u"65535"_s, u"--io-threads"_s, u"256"_s, u"--ping-interval"_s, u"100"_s,
                                   u"--max-message-bytes"_s, u"1024"_s });
    QVERIFY(options);
    QCOMPARE(options->port, quint16(65535));
    QCOMPARE(options->ioThreads, 256);
    QCOMPARE(options->pingIntervalMs, 100);
    QCOMPARE(options->maxMessageBytes, 1024);
}

void TestServerOptions::whoAsksForTokensMayListenAnywhere()
{
    const QStringList anywhere { u"--host"_s, u"0.0.0.0"_s };
    QVERIFY(!parse(anywhere));
    const Parsed options = parse(anywhere + QStringList { u"--admin-token-file"_s, u"one"_s, u"--admin-token-file"_s,
                                                          u"two"_s, u"--jwt-public-key-file"_s, u"key"_s });
    QVERIFY(options);
    QVERIFY(options->isSecured());
    QCOMPARE(options->credentials.adminTokens, (QStringList { u"one"_s, u"two"_s }));
    QCOMPARE(options->credentials.jwtPublicKeys, QStringList { u"key"_s });
}

void TestServerOptions::anEmptyVariableDoesNotOpenTheServer()
{
    const Parsed options = parse({}, { { u"PARLOR_JWT_SECRET_FILE"_s, QString() } });
    QVERIFY(!options);
    QCOMPARE(options.error().message, u"PARLOR_JWT_SECRET_FILE must name a file"_s);
}

void TestServerOptions::whatTakesBackWhatTokensPromiseIsRefused()
{
    const QStringList secured { u"--jwt-secret-file"_s, u"secret"_s };
    QVERIFY(parse(secured));
    for (const QStringList &options : { QStringList { u"--allow-anonymous"_s }, { u"--cors-origin"_s, u"*"_s },
                                        { u"--exchange-scope"_s, u"server"_s } }) {
        const Parsed parsed = parse(secured + options);
        QVERIFY2(!parsed, qPrintable(options.join(u' ')));
        QVERIFY2(parsed.error().message.startsWith(options.first()), qPrintable(parsed.error().message));
        QVERIFY(parse(options));
    }
}

void TestServerOptions::refusalNamesTheSourceOfTheValue()
{
    const Parsed fromEnvironment = parse({}, { { u"PARLOR_PORT"_s, u"many"_s } });
    QVERIFY(!fromEnvironment);
    QVERIFY(fromEnvironment.error().message.startsWith(u"PARLOR_PORT "_s));

    const QString path = file("port=many\n");
    const Parsed fromFile = parse({ u"--config"_s, path });
    QVERIFY(!fromFile);
    QVERIFY(fromFile.error().message.startsWith(path + u":1: port "_s));
}

void TestServerOptions::unknownOptionIsRefused()
{
    const Parsed options = parse({ u"--prot"_s, u"4000"_s });
    QVERIFY(!options);
    QCOMPARE(options.error().message, u"unknown option '--prot'; did you mean '--port'?"_s);
}

void TestServerOptions::unexpectedArgumentIsRefused()
{
    const Parsed options = parse({ u"4000"_s });
    QVERIFY(!options);
    QCOMPARE(options.error().message, u"unexpected argument '4000'"_s);
}

void TestServerOptions::unknownSettingInTheFileIsRefused()
{
    const Parsed options = parse({ u"--config"_s, file("# ours\nprot=4000\n") });
    QVERIFY(!options);
    QVERIFY(options.error().message.endsWith(u":2: unknown setting 'prot'; did you mean 'port'?"_s));
}

void TestServerOptions::unreadableFileIsRefused()
{
    const QString path = m_directory.filePath(u"nothing.ini"_s);
    const Parsed options = parse({ u"--config"_s, path });
    QVERIFY(!options);
    QVERIFY(options.error().message.contains(path));
}

void TestServerOptions::misspeltVariableIsRefusedAndThoseOfOthersAreNot()
{
    const Parsed options = parse({}, { { u"PARLOR_PROT"_s, u"4000"_s } });
    QVERIFY(!options);
    QCOMPARE(options.error().message, u"unknown variable 'PARLOR_PROT'; did you mean 'PARLOR_PORT'?"_s);
    QVERIFY(parse({}, { { u"PARLOR_SERVICE_ACCOUNT"_s, u"chat"_s }, { u"PROT"_s, u"4000"_s } }));
}

void TestServerOptions::everyMistakeIsTold()
{
    const QString path = file("port=many\n[net]\nhost=127.0.0.1, ::1\n");
    const Parsed options = parse({ u"--config"_s, path, u"--io-threads"_s, u"0"_s });
    QVERIFY(!options);
    QCOMPARE(options.error().message.split(u'\n'),
             (QStringList { path + u":2: there are no sections, but '[net]'"_s, path + u":3: host may have one value only"_s,
                            path + u":1: port must be a number from 0 to 65535, not 'many'"_s,
                            u"--io-threads must be a number from 1 to 256, not '0'"_s }));
}

void TestServerOptions::aSettingSaidTwiceInTheFileIsRefused()
{
    const QString path = file("port=4000\n\nport=5000\n");
    const Parsed options = parse({ u"--config"_s, path });
    QVERIFY(!options);
    QCOMPARE(options.error().message, u"%1:3: port may have one value only, and has one in %1:1"_s.arg(path));
}

void TestServerOptions::aListMayTakeSeveralLines()
{
    const Parsed options = parse({ u"--config"_s, file("message-event = \"a, b\", c\nmessage-event=d\n") });
    QVERIFY(options);
    QCOMPARE(options->messageEvents, (QStringList { u"a, b"_s, u"c"_s, u"d"_s }));
}

void TestServerOptions::reachableAddressNeedsConsent()
{
    for (const QString &host : { u"0.0.0.0"_s, u"::"_s, u"192.168.1.10"_s }) {
        const Parsed refused = parse({ u"--host"_s, host });
        QVERIFY(!refused);
        QVERIFY(refused.error().message.contains(host));
        QVERIFY(refused.error().message.contains(u"--allow-anonymous"_s));
        QVERIFY(parse({ u"--host"_s, host, u"--allow-anonymous"_s }));
    }
    QVERIFY(parse({ u"--host"_s, u"127.0.0.2"_s }));
}

void TestServerOptions::helpListsEveryOptionOfTheContract()
{
    const QString help = ServerOptions::information({ u"parlor-server"_s, u"--help"_s });
    for (const QString &name : { u"host"_s, u"port"_s, u"storage"_s, u"io-threads"_s, u"ping-interval"_s,
                                 u"ping-timeout"_s, u"max-message-bytes"_s, u"exchange-scope"_s, u"message-event"_s,
                                 u"allow-anonymous"_s, u"cors-origin"_s, u"config"_s })
        QVERIFY2(help.contains(u"--"_s + name), qPrintable(name));
}

void TestServerOptions::versionIsTold()
{
    QCOMPARE(ServerOptions::information({ u"parlor-server"_s, u"--version"_s }), u"parlor-server " PARLOR_VERSION "\n"_s);
}

void TestServerOptions::informationIsNullWhereNobodyAsks()
{
    QVERIFY(ServerOptions::information({ u"parlor-server"_s, u"--port"_s, u"4000"_s }).isNull());
}

QTEST_GUILESS_MAIN(TestServerOptions)
#include "TestServerOptions.moc"
