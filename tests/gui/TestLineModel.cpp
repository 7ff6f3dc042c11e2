// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/LineStream.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace parlor::admin;
using namespace Qt::StringLiterals;

namespace {

QList<Line> lines(qint64 first, qint64 last, const QString &content = u"text"_s)
{
    QList<Line> result;
    for (qint64 order = first; order <= last; ++order)
        result.append({ order, 0, u"3XX"_s, order % 2 ? u"Ann"_s : u"Ben"_s, content });
    return result;
}

QList<qint64> orders(const LineModel &model)
{
    QList<qint64> result;
    for (int row = 0; row < model.rowCount(); ++row)
        result.append(model.line(row).order);
    return result;
}

} // namespace

class TestLineModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheLastLines();
    void keepsAsMuchTextAsFits();
    void olderLinesComeBefore();
    void tooMuchHistoryDropsTheNewest();
    void filterShowsWhatPasses();
    void wrongPatternIsToldAndHidesNothing();
    void slowPatternEnds();
    void foundPlacesAreToldForBothScopes();
    void pausedStreamHolds();
    void streamThatHeldTooMuchAsksForItsTail();
};

void TestLineModel::keepsTheLastLines()
{
    LineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(lines(1, LineModel::MostLines));
    model.append(lines(LineModel::MostLines + 1, LineModel::MostLines + 5));
    QCOMPARE(model.lineCount(), LineModel::MostLines);
    QCOMPARE(model.firstOrder(), 6);
    QCOMPARE(model.lastOrder(), LineModel::MostLines + 5);
}

void TestLineModel::keepsAsMuchTextAsFits()
{
    LineModel model;
    const QString large(1024 * 1024, u'x');
    for (int i = 0; i < 40; ++i)
        model.append(lines(i + 1, i + 1, large));
    QCOMPARE(model.lineCount(), LineModel::MostBytes / (2 * large.size()) - 1);
    QCOMPARE(model.lastOrder(), 40);
}

void TestLineModel::olderLinesComeBefore()
{
    LineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(lines(5, 6));
    QVERIFY(!model.prepend(lines(3, 4)));
    model.append(lines(7, 7));
    QCOMPARE(orders(model), QList<qint64>({ 3, 4, 5, 6, 7 }));
}

void TestLineModel::tooMuchHistoryDropsTheNewest()
{
    LineModel model;
    model.append(lines(101, 100 + LineModel::MostLines));
    QVERIFY(model.prepend(lines(1, 100)));
    QCOMPARE(model.firstOrder(), 1);
    QCOMPARE(model.lastOrder(), LineModel::MostLines);
    QCOMPARE(model.rowCount(), LineModel::MostLines);
}

void TestLineModel::filterShowsWhatPasses()
{
    LineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(lines(1, 6));
    model.setFilter(LineFilter(u"ann"_s, false, LineFilter::Scope::Everywhere));
    QCOMPARE(orders(model), QList<qint64>({ 1, 3, 5 }));
    model.append(lines(7, 8));
    QCOMPARE(orders(model), QList<qint64>({ 1, 3, 5, 7 }));
    model.setFilter(LineFilter(u"^b.n$"_s, true, LineFilter::Scope::User));
    QCOMPARE(orders(model), QList<qint64>({ 2, 4, 6, 8 }));
    model.prepend(lines(-1, 0));
    QCOMPARE(orders(model).first(), 0);
    model.setFilter(LineFilter());
    QCOMPARE(model.rowCount(), 10);
}

void TestLineModel::wrongPatternIsToldAndHidesNothing()
{
    const LineFilter filter(u"a(b"_s, true, LineFilter::Scope::Everywhere);
    QVERIFY(!filter.problem().isEmpty());
    QVERIFY(filter.accepts(lines(1, 1).first()));
}

void TestLineModel::slowPatternEnds()
{
    const LineFilter filter(u"(a+)+$"_s, true, LineFilter::Scope::Content);
    QVERIFY(filter.problem().isEmpty());
    Line line = lines(1, 1).first();
    line.content = QString(60, u'a') + u'!';
    QVERIFY(!filter.accepts(line));
}

void TestLineModel::foundPlacesAreToldForBothScopes()
{
    const LineFilter filter(u"an"_s, false, LineFilter::Scope::User);
    QCOMPARE(filter.found(u"Ann and Anna"_s, LineFilter::Scope::User).size(), 3);
    QCOMPARE(filter.found(u"Ann"_s, LineFilter::Scope::User).first().length, 2);
    QVERIFY(filter.found(u"Ann"_s, LineFilter::Scope::Content).isEmpty());
}

void TestLineModel::pausedStreamHolds()
{
    LineStream stream;
    stream.append(lines(1, 2));
    stream.setPaused(true);
    stream.append(lines(3, 5));
    QCOMPARE(stream.lines().lastOrder(), 2);
    QCOMPARE(stream.newCount(), 3);
    stream.setPaused(false);
    QCOMPARE(stream.lines().lastOrder(), 5);
    QCOMPARE(stream.newCount(), 0);
}

void TestLineModel::streamThatHeldTooMuchAsksForItsTail()
{
    LineStream stream;
    QSignalSpy wanted(&stream, &LineStream::tailWanted);
    stream.append(lines(1, 2));
    stream.setPaused(true);
    stream.append(lines(3, 20'000));
    QCOMPARE(stream.newCount(), 19'998);
    stream.setPaused(false);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(stream.lines().lastOrder(), 2);
    stream.restart(lines(19'801, 20'000));
    QCOMPARE(stream.lines().lastOrder(), 20'000);
}

QTEST_GUILESS_MAIN(TestLineModel)
#include "TestLineModel.moc"
