// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/HistoryQuery.h"

#include <QTest>

#include <limits>

using namespace parlor;
using namespace Qt::StringLiterals;

using End = MessageRange::End;

Q_DECLARE_METATYPE(parlor::MessageRange::End)

namespace {

constexpr qint64 Last = 9007199254740991;

/// What a store with the orders \a oldest to \a newest answers.
MessagePage pageOf(const MessageRange &range, qint64 oldest, qint64 newest)
{
    MessagePage page;
    page.total = newest - oldest + 1;
    page.oldestOrder = oldest;
    page.newestOrder = newest;
    qint64 first = std::max(range.first, oldest);
    qint64 last = std::min(range.last, newest);
    if (range.from == End::Oldest)
        last = std::min(last, first + range.limit - 1);
    else
        first = std::max(first, last - range.limit + 1);
    for (qint64 order = first; order <= last; ++order)
        page.messages += Message { order, {} };
    return page;
}

} // namespace

class TestHistoryQuery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parametersNarrowOneRange_data();
    void parametersNarrowOneRange();
    void errorsHaveTheirPrecedence_data();
    void errorsHaveTheirPrecedence();
    void linksLeadOn_data();
    void linksLeadOn();
    void linksOfAnEmptyRoomAreNone();
    void roomIdsAreEncodedInLinks();
};

void TestHistoryQuery::parametersNarrowOneRange_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<End>("from");

    const auto row = [](const char *name, const QByteArray &query, qint64 first, qint64 last, qint64 limit,
                        End from) { QTest::newRow(name) << query << first << last << limit << from; };
    row("nothing", "", 1, Last, 1000, End::Newest);
    row("unknown ones", "foo=1&fromindex=7", 1, Last, 1000, End::Newest);
    row("limit", "limit=5", 1, Last, 5, End::Newest);
    row("largest limit", "limit=5000", 1, Last, 5000, End::Newest);
    row("window", "fromIndex=11&toIndex=20", 11, 20, 5000, End::Oldest);
    row("window of one", "fromIndex=7&toIndex=7", 7, 7, 5000, End::Oldest);
    row("from", "fromIndex=11", 11, Last, 5000, End::Oldest);
    row("to", "toIndex=20", 1, 20, 5000, End::Newest);
    row("window and limit", "fromIndex=11&toIndex=20&limit=3", 11, 20, 3, End::Oldest);
    row("after", "after=20", 21, Last, 1000, End::Oldest);
    row("after the beginning", "after=0&limit=2", 1, Last, 2, End::Oldest);
    row("before", "before=20", 1, 19, 1000, End::Newest);
    row("before the first", "before=1", 1, 0, 1000, End::Newest);
    row("between", "after=5&before=10", 6, 9, 1000, End::Oldest);
    row("nothing between", "after=10&before=5", 11, 4, 1000, End::Oldest);
    row("all four", "fromIndex=3&toIndex=30&after=9&before=21", 10, 20, 5000, End::Oldest);
    row("the narrower counts", "fromIndex=12&toIndex=15&after=9&before=21", 12, 15, 5000, End::Oldest);
    row("largest numbers", "after=9007199254740991&toIndex=9007199254740991", Last + 1, Last, 5000,
        End::Oldest);
    row("leading zeros", "fromIndex=0011&toIndex=020", 11, 20, 5000, End::Oldest);
}

void TestHistoryQuery::parametersNarrowOneRange()
{
    QFETCH(QByteArray, query);
    const Result<HistoryQuery> parsed = HistoryQuery::read(query);
    QVERIFY(parsed);
    QTEST(parsed->range().first, "first");
    QTEST(parsed->range().last, "last");
    QTEST(parsed->range().limit, "limit");
    QCOMPARE(parsed->range().maxBytes, HistoryQuery::MaxBytes);
    QTEST(parsed->range().from, "from");
}

void TestHistoryQuery::errorsHaveTheirPrecedence_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");

    const auto described = [](const QByteArray &message) -> QByteArray {
        return R"({"statusCode":400,"message":")" + message + R"(","error":"Bad Request"})";
    };
    const QByteArray notNumeric = described("Validation failed (numeric string is expected)");
    const QByteArray notPositive
        = R"({"code":"req-params.validation","message":)"
          R"("Invalid parameters, 'fromIndex' and 'toIndex' must be positive"})";
    const QByteArray wrongOrder
        = R"({"code":"req-params.validation","message":)"
          R"("Invalid parameters, 'toIndex' must no not be less than 'fromIndex'"})";
    const QByteArray limit = described("limit must be a number from 1 to 5000");

    QTest::newRow("from is text") << "fromIndex=a"_ba << notNumeric;
    QTest::newRow("to is text") << "toIndex=1x"_ba << notNumeric;
    QTest::newRow("empty") << "fromIndex="_ba << notNumeric;
    QTest::newRow("fraction") << "fromIndex=1.5"_ba << notNumeric;
    QTest::newRow("minus alone") << "toIndex=-"_ba << notNumeric;
    QTest::newRow("zero") << "fromIndex=0"_ba << notPositive;
    QTest::newRow("zeros") << "toIndex=000"_ba << notPositive;
    QTest::newRow("negative") << "fromIndex=5&toIndex=-1"_ba << notPositive;
    QTest::newRow("hugely negative") << "fromIndex=-99999999999999999999999"_ba << notPositive;
    QTest::newRow("wrong order") << "fromIndex=5&toIndex=4"_ba << wrongOrder;
    QTest::newRow("too large")
        << "fromIndex=9007199254740992"_ba
        << described("fromIndex must be a number from 1 to 9007199254740991");
    QTest::newRow("hugely too large")
        << "toIndex=99999999999999999999999"_ba
        << described("toIndex must be a number from 1 to 9007199254740991");
    QTest::newRow("not numeric before not positive") << "fromIndex=0&toIndex=x"_ba << notNumeric;
    QTest::newRow("not positive before wrong order") << "fromIndex=3&toIndex=0"_ba << notPositive;
    QTest::newRow("window before limit") << "limit=0&fromIndex=5&toIndex=4"_ba << wrongOrder;
    QTest::newRow("window twice") << "fromIndex=1&fromIndex=2"_ba
                                  << described("fromIndex must be given once");

    QTest::newRow("limit 0") << "limit=0"_ba << limit;
    QTest::newRow("limit too large") << "limit=5001"_ba << limit;
    QTest::newRow("limit negative") << "limit=-1"_ba << limit;
    QTest::newRow("limit text") << "limit=all"_ba << limit;
    QTest::newRow("before 0") << "before=0"_ba
                              << described("before must be a number from 1 to 9007199254740991");
    QTest::newRow("before text") << "before=x"_ba
                                 << described("before must be a number from 1 to 9007199254740991");
    QTest::newRow("after negative")
        << "after=-1"_ba << described("after must be a number from 0 to 9007199254740991");
    QTest::newRow("after too large")
        << "after=9007199254740992"_ba << described("after must be a number from 0 to 9007199254740991");
}

void TestHistoryQuery::errorsHaveTheirPrecedence()
{
    QFETCH(QByteArray, query);
    const Result<HistoryQuery> parsed = HistoryQuery::read(query);
    QVERIFY(!parsed);
    QCOMPARE(httpStatus(parsed.error()), 400);
    QTEST(toRestBody(parsed.error()), "body");
}

void TestHistoryQuery::linksLeadOn_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("next");
    QTest::addColumn<QByteArray>("previous");

    // The store holds 11 to 100.
    QTest::newRow("all") << ""_ba << ""_ba << ""_ba;
    QTest::newRow("newest") << "limit=20"_ba << ""_ba << "before=81&limit=20"_ba;
    QTest::newRow("oldest") << "after=0&limit=20"_ba << "after=30&limit=20"_ba << ""_ba;
    QTest::newRow("middle") << "after=20&limit=20"_ba << "after=40&limit=20"_ba << "before=21&limit=20"_ba;
    QTest::newRow("before") << "before=50&limit=20"_ba << "after=49&limit=20"_ba << "before=30&limit=20"_ba;
    QTest::newRow("window") << "fromIndex=21&toIndex=30"_ba
                            << "after=30&limit=5000"_ba
                            << "before=21&limit=5000"_ba;
    QTest::newRow("up to the end") << "after=90"_ba << ""_ba << "before=91&limit=1000"_ba;
    QTest::newRow("caught up") << "after=100"_ba << ""_ba << "before=101&limit=1000"_ba;
    QTest::newRow("beyond the end") << "after=5000"_ba << ""_ba << "before=101&limit=1000"_ba;
    QTest::newRow("before what is kept") << "before=5&limit=7"_ba << "after=4&limit=7"_ba << ""_ba;
    QTest::newRow("nothing at all") << "after=50&before=20"_ba << ""_ba << ""_ba;
}

void TestHistoryQuery::linksLeadOn()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, next);
    QFETCH(QByteArray, previous);
    const Result<HistoryQuery> parsed = HistoryQuery::read(query);
    QVERIFY(parsed);

    QByteArrayList expected;
    if (!next.isEmpty())
        expected += "</api/v1/rooms/x/messages?" + next + ">; rel=\"next\"";
    if (!previous.isEmpty())
        expected += "</api/v1/rooms/x/messages?" + previous + ">; rel=\"prev\"";
    QCOMPARE(parsed->links(u"x"_s, pageOf(parsed->range(), 11, 100)), expected.join(", "));
}

void TestHistoryQuery::linksOfAnEmptyRoomAreNone()
{
    for (const char *query : { "", "after=0", "before=7", "fromIndex=1&toIndex=9" })
        QCOMPARE(HistoryQuery::read(query)->links(u"x"_s, MessagePage()), QByteArray());
}

void TestHistoryQuery::roomIdsAreEncodedInLinks()
{
    const Result<HistoryQuery> parsed = HistoryQuery::read("limit=1");
    QCOMPARE(parsed->links(u"a/b>\U0001f600"_s, pageOf(parsed->range(), 1, 2)),
             "</api/v1/rooms/a%2Fb%3E%F0%9F%98%80/messages?before=2&limit=1>; rel=\"prev\""_ba);
}

QTEST_GUILESS_MAIN(TestHistoryQuery)
#include "TestHistoryQuery.moc"
