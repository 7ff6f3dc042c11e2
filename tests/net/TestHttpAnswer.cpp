// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpAnswer.h"

#include <QTest>

using namespace parlor;

class TestHttpAnswer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWholeWithItsLastByte_data();
    void isWholeWithItsLastByte();
    void whatComesAfterTheEndIsDropped();
    void missingLengthIsNoticed();
    void fieldsAreAdded();
    void bodyIsLeftOut();
    void takingBeginsANewOne();
    void noticesThatTheServerCloses();
};

void TestHttpAnswer::isWholeWithItsLastByte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("body") << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc");
    QTest::newRow("empty body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length:0\r\n\r\n");
    QTest::newRow("empty lines in the body") << QByteArray("HTTP/1.1 200\r\nContent-Length: 8\r\n\r\n\r\n\r\n\r\n\r\n");
    QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\nX: y\r\n\r\n");
    QTest::newRow("304 with a length") << QByteArray("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n");
}

void TestHttpAnswer::isWholeWithItsLastByte()
{
    QFETCH(QByteArray, bytes);
    HttpAnswer answer;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        QCOMPARE(answer.state(), HttpAnswer::State::Incomplete);
        answer.append(QByteArrayView(bytes).sliced(i, 1));
    }
    QCOMPARE(answer.state(), HttpAnswer::State::Complete);
    QCOMPARE(answer.take(true), bytes);
}

void TestHttpAnswer::whatComesAfterTheEndIsDropped()
{
    const QByteArray bytes("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
    HttpAnswer answer;
    answer.append(QByteArray(bytes + "de"));
    answer.append("fg");
    QCOMPARE(answer.take(true), bytes);
}

void TestHttpAnswer::missingLengthIsNoticed()
{
    HttpAnswer answer;
    answer.append("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    QCOMPARE(answer.state(), HttpAnswer::State::Endless);
}

void TestHttpAnswer::fieldsAreAdded()
{
    HttpAnswer answer;
    answer.append("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
    QCOMPARE(answer.take(true, "Connection: close\r\n"),
             "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc");
}

void TestHttpAnswer::bodyIsLeftOut()
{
    HttpAnswer answer;
    answer.append("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
    QCOMPARE(answer.take(false), "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
}

void TestHttpAnswer::takingBeginsANewOne()
{
    const QByteArray bytes("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
    HttpAnswer answer;
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(answer.state(), HttpAnswer::State::Incomplete);
        QCOMPARE(answer.size(), 0);
        answer.append(bytes);
        QCOMPARE(answer.take(true), bytes);
    }
}

void TestHttpAnswer::noticesThatTheServerCloses()
{
    HttpAnswer answer;
    answer.append("HTTP/1.1 204 No Content\r\nConnection: Close\r\n\r\n");
    QVERIFY(answer.saysClose());
    answer.take(true);
    answer.append("HTTP/1.1 204 No Content\r\n\r\n");
    QVERIFY(!answer.saysClose());
}

QTEST_APPLESS_MAIN(TestHttpAnswer)
#include "TestHttpAnswer.moc"
