// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/ManualPage.h"
#include "config/NearestName.h"
#include "config/SettingsHelp.h"
#include "config/SettingsIni.h"
#include "config/SettingsTable.h"
#include "config/ShellCompletion.h"

#include <QFile>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryFile>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

/// What is made of the table, against the table and against what is kept of it elsewhere.
class TestSettingsTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreDistinctAndWritable();
    void groupsStandTogether();
    void everyDefaultIsAValue();
    void everythingThatIsMadeListsEverySetting();
    void theCommittedFileIsWhatTheTableMakes();
    void theReadmeListsEverySetting();
    void theCommentedFileIsOneWhereEveryDefaultIsRead();
    void effectiveFileIsReadAsTheSame();
    void effectiveFileSaysWhereAValueComesFrom();
    void nearNamesAreFound_data();
    void nearNamesAreFound();

private:
    static QString content(const QString &path);
    static tl::expected<ServerOptions, ServerOptions::Refusal> read(const QString &ini);
};

QString TestSettingsTable::content(const QString &path)
{
    QFile file(QStringLiteral(PARLOR_SOURCES) + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

tl::expected<ServerOptions, ServerOptions::Refusal> TestSettingsTable::read(const QString &ini)
{
    QTemporaryFile file;
    if (!file.open() || file.write(ini.toUtf8()) < 0 || !file.flush())
        qFatal("The configuration file was not written");
    return ServerOptions::parse({ u"parlor-server"_s, u"--config"_s, file.fileName() }, {});
}

void TestSettingsTable::namesAreDistinctAndWritable()
{
    static const QRegularExpression pattern(u"^[a-z]+(-[a-z]+)*$"_s);
    QSet<QString> names;
    for (const Setting &setting : Setting::all()) {
        QVERIFY2(pattern.match(setting.name).hasMatch(), qPrintable(setting.name));
        QVERIFY2(!names.contains(setting.name), qPrintable(setting.name));
        names.insert(setting.name);
        QCOMPARE(setting.valueName.isEmpty(), setting.kind.isSwitch);
        QVERIFY2(setting.help.endsWith(u'.'), qPrintable(setting.name));
    }
    for (const Command &command : Command::all())
        QVERIFY2(!names.contains(command.name), qPrintable(command.name));
}

void TestSettingsTable::groupsStandTogether()
{
    QList<Setting::Group> groups;
    for (const Setting &setting : Setting::all()) {
        if (!groups.isEmpty() && groups.last() == setting.group)
            continue;
        QVERIFY2(!groups.contains(setting.group), qPrintable(setting.name));
        groups.append(setting.group);
    }
}

void TestSettingsTable::everyDefaultIsAValue()
{
    const ServerOptions defaults;
    for (const Setting &setting : Setting::all()) {
        const QStringList values = setting.kind.get(defaults);
        if (values.isEmpty())
            continue;
        ServerOptions options;
        QVERIFY2(setting.kind.set(options, values), qPrintable(setting.name));
        QCOMPARE(setting.kind.get(options), values);
    }
}

void TestSettingsTable::everythingThatIsMadeListsEverySetting()
{
    const QString page = manualPage().replace(u"\\-"_s, u"-"_s);
    const QString help = settingsHelp();
    for (const Setting &setting : Setting::all()) {
        QVERIFY2(help.contains(u"\n  "_s + setting.option()), qPrintable(setting.name));
        QVERIFY2(page.contains(u"\\fB"_s + setting.option() + u"\\fR"_s), qPrintable(setting.name));
        for (const QString &shell : ShellCompletion::shells())
            QVERIFY2(ShellCompletion::script(shell).contains(setting.name), qPrintable(shell + u' ' + setting.name));
    }
}

void TestSettingsTable::theCommittedFileIsWhatTheTableMakes()
{
    // Made again by: parlor-server --print-sample > resources/config/parlor-server.ini
    QCOMPARE(content(u"/resources/config/parlor-server.ini"_s), commentedIni());
}

void TestSettingsTable::theReadmeListsEverySetting()
{
    const QString readme = content(u"/README.md"_s);
    for (const Setting &setting : Setting::all()) {
        const QString value = setting.valueName.isEmpty() ? QString() : u' ' + setting.valueName;
        QVERIFY2(readme.contains(u"| `"_s + setting.option() + value + u"` |"_s), qPrintable(setting.option() + value));
    }
}

void TestSettingsTable::theCommentedFileIsOneWhereEveryDefaultIsRead()
{
    QVERIFY(read(commentedIni()));
    QString said;
    for (const QString &line : commentedIni().split(u'\n')) {
        if (line.startsWith(u'#') && !line.startsWith(u"# "_s) && !line.endsWith(u'='))
            said += line.sliced(1) + u'\n';
    }
    const auto options = read(said);
    QVERIFY2(options, options ? "" : qPrintable(options.error().message));
    for (const Setting &setting : Setting::all())
        QCOMPARE(setting.kind.get(*options), setting.kind.get(ServerOptions()));
}

void TestSettingsTable::effectiveFileIsReadAsTheSame()
{
    const auto options = ServerOptions::parse({ u"parlor-server"_s, u"--port"_s, u"0"_s, u"--message-event"_s, u"a, b"_s,
                                                u"--message-event"_s, u"{roomId}"_s, u"--data"_s, u" in \"quotes\" "_s,
                                                u"--no-web"_s }, {});
    QVERIFY(options);
    const auto again = read(effectiveIni(*options));
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    for (const Setting &setting : Setting::all())
        QCOMPARE(setting.kind.get(*again), setting.kind.get(*options));
}

void TestSettingsTable::effectiveFileSaysWhereAValueComesFrom()
{
    QProcessEnvironment environment;
    environment.insert(u"PARLOR_IO_THREADS"_s, u"3"_s);
    const auto options = ServerOptions::parse({ u"parlor-server"_s, u"--port=0"_s }, environment);
    QVERIFY(options);
    const QString text = effectiveIni(*options);
    QVERIFY(text.contains(u"# --port\nport = 0\n"_s));
    QVERIFY(text.contains(u"# PARLOR_IO_THREADS\nio-threads = 3\n"_s));
    QVERIFY(text.contains(u"# default\nhost = 127.0.0.1\n"_s));
    QVERIFY(text.contains(u"# default\n#message-event =\n"_s));
}

void TestSettingsTable::nearNamesAreFound_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("swapped") << u"prot"_s << u"port"_s;
    QTest::newRow("missing") << u"hst"_s << u"host"_s;
    QTest::newRow("too many") << u"ping-intervall"_s << u"ping-interval"_s;
    QTest::newRow("wrong") << u"ping_timeout"_s << u"ping-timeout"_s;
    QTest::newRow("far") << u"colour"_s << QString();
    QTest::newRow("long") << QString(1000, u'x') << QString();
}

void TestSettingsTable::nearNamesAreFound()
{
    QFETCH(QString, name);
    QFETCH(QString, nearest);
    QCOMPARE(nearestName(name, { u"host"_s, u"port"_s, u"ping-interval"_s, u"ping-timeout"_s }), nearest);
}

QTEST_GUILESS_MAIN(TestSettingsTable)
#include "TestSettingsTable.moc"
