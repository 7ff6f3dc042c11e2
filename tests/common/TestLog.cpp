// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/Log.h"
#include "log/LogCategories.h"
#include "log/LogEntry.h"
#include "log/LogLine.h"
#include "log/LogQueue.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <memory>
#include <thread>
#include <vector>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsTimeLevelCategoryMessageAndFields();
    void jsonIsAnObjectALine();
    void journalGetsASeverityAndNoTime();
    void nothingInAnEntryBeginsALine_data();
    void nothingInAnEntryBeginsALine();
    void aValueCannotLookLikeAField();
    void fieldsBelongToOneMessage();
    void rulesDecideWhatIsLogged();
    void aRuleThatIsNoneIsAMistake_data();
    void aRuleThatIsNoneIsAMistake();
    void linesOfAllThreadsAreWrittenWhole();
    void whatIsTooMuchIsCounted();

private:
    struct Closing {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    using File = std::unique_ptr<std::FILE, Closing>;

    static LogEntry entry(const QString &message, const LogFields &fields = {});
    static QByteArray content(std::FILE *file);
};

LogEntry TestLog::entry(const QString &message, const LogFields &fields)
{
    return { 1'700'000'000'123, QtWarningMsg, "parlor.rooms", message, fields };
}

QByteArray TestLog::content(std::FILE *file)
{
    QByteArray text(std::ftell(file), '\0');
    std::rewind(file);
    text.truncate(qsizetype(std::fread(text.data(), 1, std::size_t(text.size()), file)));
    return text;
}

void TestLog::textIsTimeLevelCategoryMessageAndFields()
{
    const LogFields fields { { "room"_L1, u"tea"_s }, { "n"_L1, 3 }, { "ms"_L1, 0.5 }, { "open"_L1, true } };
    QCOMPARE(toLogLine(entry(u"room created"_s, fields), LogFormat::Text),
             "2023-11-14T22:13:20.123Z warning parlor.rooms: room created room=tea n=3 ms=0.5 open=true\n");
}

void TestLog::jsonIsAnObjectALine()
{
    QCOMPARE(toLogLine(entry(u"a \"b\""_s, { { "room"_L1, u"té"_s }, { "n"_L1, 3 } }), LogFormat::Json),
             "{\"time\":\"2023-11-14T22:13:20.123Z\",\"level\":\"warning\",\"category\":\"parlor.rooms\","
             "\"message\":\"a \\\"b\\\"\",\"room\":\"té\",\"n\":3}\n");
}

void TestLog::journalGetsASeverityAndNoTime()
{
    QCOMPARE(toLogLine(entry(u"hm"_s), LogFormat::Text, true), "<4>warning parlor.rooms: hm\n");
    QVERIFY(toLogLine(entry(u"hm"_s), LogFormat::Json, true).startsWith("<4>{\"time\""));
}

void TestLog::nothingInAnEntryBeginsALine_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : { u"a\nb"_s, u"a\rb"_s, u"a\u0085b"_s, u"a\u2028b"_s, u"\u001B[2J"_s, u"a\0b"_s })
        QTest::newRow(qPrintable(QString::fromLatin1(text.toUtf8().toHex()))) << text;
}

void TestLog::nothingInAnEntryBeginsALine()
{
    QFETCH(QString, text);
    const QByteArray line = toLogLine(entry(text, { { "room"_L1, text } }), LogFormat::Text);
    const QString shown = QString::fromUtf8(line.chopped(1));
    QVERIFY(std::ranges::none_of(shown, [](QChar c) { return c < u' ' || c.category() == QChar::Other_Control; }));
    QVERIFY(!shown.contains(QChar(0x2028)));
    const QByteArray json = toLogLine(entry(text, { { "room"_L1, text } }), LogFormat::Json);
    QCOMPARE(json.count('\n'), 1);
    QCOMPARE(QJsonDocument::fromJson(json)["room"_L1].toString(), text);
}

void TestLog::aValueCannotLookLikeAField()
{
    QVERIFY(toLogLine(entry(u"m"_s, { { "room"_L1, u"x by=root"_s } }), LogFormat::Text).endsWith("room=\"x by=root\"\n"));
    QVERIFY(toLogLine(entry(u"m"_s, { { "room"_L1, u"a\"b"_s } }), LogFormat::Text).endsWith("room=\"a\\\"b\"\n"));
    QVERIFY(toLogLine(entry(u"m"_s, { { "room"_L1, QString() } }), LogFormat::Text).endsWith("room=\"\"\n"));
}

void TestLog::fieldsBelongToOneMessage()
{
    static QList<LogFields> seen;
    const QtMessageHandler before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext &, const QString &) { seen.append(LogLine::currentFields()); });
    LogLine(log::rooms(), u"room created"_s).with("room"_L1, u"tea"_s);
    qCWarning(log::rooms, "other");
    qInstallMessageHandler(before);
    QCOMPARE(seen, (QList<LogFields> { { { "room"_L1, u"tea"_s } }, {} }));
}

void TestLog::rulesDecideWhatIsLogged()
{
    Log log;
    QVERIFY(log::http().isInfoEnabled());
    QVERIFY(!log::http().isDebugEnabled());
    log.configure({ LogFormat::Text, LogLevel::Warning, { u"parlor.http=debug"_s, u"parlor.rooms=error"_s } });
    QVERIFY(log::http().isDebugEnabled());
    QVERIFY(!log::server().isInfoEnabled());
    QVERIFY(log::server().isWarningEnabled());
    QVERIFY(!log::rooms().isWarningEnabled());
    QVERIFY(log::rooms().isCriticalEnabled());
    log.configure({});
    QVERIFY(!log::http().isDebugEnabled());
    QVERIFY(log::server().isInfoEnabled());
}

void TestLog::aRuleThatIsNoneIsAMistake_data()
{
    QTest::addColumn<QString>("rule");
    for (const QString &rule : { u""_s, u"parlor.http"_s, u"parlor.http="_s, u"=debug"_s, u"parlor.htp=debug"_s, u"parlor.http=loud"_s })
        QTest::newRow(qPrintable(rule + u'.')) << rule;
}

void TestLog::aRuleThatIsNoneIsAMistake()
{
    QFETCH(QString, rule);
    QVERIFY(Log::mistakeIn(rule).endsWith(u"not '%1'"_s.arg(rule)));
    QVERIFY(Log::mistakeIn(u"parlor.http=debug"_s).isNull());
}

void TestLog::linesOfAllThreadsAreWrittenWhole()
{
    const File file(std::tmpfile());
    QVERIFY(file);
    constexpr int Lines = 1000;
    {
        LogQueue queue(file.get());
        std::vector<std::thread> threads;
        for (const char c : { 'a', 'b', 'c' }) {
            threads.emplace_back([&queue, c] {
                for (int i = 0; i < Lines; ++i)
                    queue.post(QByteArray(20, c) + '\n');
            });
        }
        for (std::thread &thread : threads)
            thread.join();
    }
    QByteArrayList lines = content(file.get()).split('\n');
    QCOMPARE(lines.takeLast(), QByteArray());
    QCOMPARE(lines.size(), 3 * Lines);
    for (const QByteArray &line : lines)
        QCOMPARE(line, QByteArray(20, line[0]));
}

void TestLog::whatIsTooMuchIsCounted()
{
    const File file(std::tmpfile());
    QVERIFY(file);
    {
        LogQueue queue(file.get());
        queue.post(QByteArray(LogQueue::MaxWaitingBytes + 1, 'x'));
        queue.post("after\n");
    }
    QCOMPARE(content(file.get()), "after\nparlor-server: 1 lines were left out of the log\n");
}

QTEST_GUILESS_MAIN(TestLog)
#include "TestLog.moc"
