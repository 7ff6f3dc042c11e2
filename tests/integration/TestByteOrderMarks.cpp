// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/HttpClient.h"
#include "support/ServerProcess.h"
#include "support/WebSocketClient.h"

#include <QJsonDocument>
#include <QJsonValue>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

const QByteArray Mark = "\xef\xbb\xbf";
const QByteArray TurnedMark = "\xef\xbf\xbe";
const QByteArray Rooms = "/api/v1/rooms";
/// Begins with the mark, as it is and as an escape.
const QByteArray MarkedRoom = Rooms + "/%EF%BB%BFtea";

/// `"name":"value"`, as it stands in an object.
QByteArray member(const QByteArray &name, const QByteArray &value)
{
    return '"' + name + "\":\"" + value + '"';
}

QByteArray object(const QByteArrayList &members)
{
    return '{' + members.join(',') + '}';
}

/// Whether one of the texts that \a received holds has all of \a parts.
bool holds(const QSignalSpy &received, const QByteArrayList &parts)
{
    return std::any_of(received.begin(), received.end(), [&parts](const QList<QVariant> &arguments) {
        const QByteArray text = arguments.first().toByteArray();
        const auto isIn = [&text](const QByteArray &part) { return text.contains(part); };
        return std::all_of(parts.begin(), parts.end(), isIn);
    });
}

} // namespace

/// Texts that begin with U+FEFF or U+FFFE stay as they were given, and are others than those without.
class TestByteOrderMarks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void roomsAreToldApart();
    void clientMessageIdsAreToldApart();
    void plainFramesKeepThem();
    void socketIoEventsKeepThem();

private:
    QStringList options() const { return { u"--data"_s, m_data }; }
    int create(const QByteArray &roomId)
    {
        const QByteArray room = object({ member("roomId", roomId), member("creatorUsername", roomId) });
        return HttpClient(m_server.port()).request("POST", Rooms, room).status;
    }
    QByteArray get(const QByteArray &target) { return HttpClient(m_server.port()).get(target).body; }

    static QByteArrayList joining()
    {
        return { member("roomId", Mark + "tea"), member("username", Mark + "ann") };
    }
    static QByteArrayList message()
    {
        return joining()
            + QByteArrayList { member("content", Mark + "hello"), member(Mark + "key", Mark + "value") };
    }
    void restart();

    const QTemporaryDir m_scratch;
    int m_count = 0;
    QString m_data;
    ServerProcess m_server;
};

void TestByteOrderMarks::init()
{
    m_data = m_scratch.filePath(QString::number(++m_count));
    QVERIFY(m_server.start(options()));
    QCOMPARE(create(Mark + "tea"), 201);
}

void TestByteOrderMarks::cleanup()
{
    QCOMPARE(m_server.stop(), 0);
}

void TestByteOrderMarks::restart()
{
    QCOMPARE(m_server.stop(), 0);
    QVERIFY(m_server.start(options()));
}

void TestByteOrderMarks::roomsAreToldApart()
{
    QCOMPARE(create("\\ufefftea"), 409);
    QCOMPARE(create("tea"), 201);
    QCOMPARE(create("\\ufffetea"), 201);
    QCOMPARE(create(TurnedMark + "tea"), 409);
    for (int life = 0; life < 2; ++life) {
        QVERIFY(get(MarkedRoom).contains(member("roomId", Mark + "tea")));
        QVERIFY(get(MarkedRoom).contains(member("creatorUsername", Mark + "tea")));
        QVERIFY(get(Rooms + "/tea").contains(member("roomId", "tea")));
        QVERIFY(get(Rooms + "/%EF%BF%BEtea").contains(member("roomId", TurnedMark + "tea")));
        restart();
    }
}

void TestByteOrderMarks::clientMessageIdsAreToldApart()
{
    const auto post = [this](const QByteArray &id) {
        const QByteArray body
            = object({ member("username", "u"), member("content", id), member("clientMessageId", id) });
        const auto answer = HttpClient(m_server.port()).request("POST", MarkedRoom + "/messages", body);
        return QJsonDocument::fromJson(answer.body)["order"_L1].toInt();
    };
    const QByteArrayList ids { Mark + "c", "c", TurnedMark + "c" };
    for (int life = 0; life < 2; ++life) {
        for (qsizetype i = 0; i < ids.size(); ++i)
            QCOMPARE(post(ids.at(i)), int(i) + 1);
        QCOMPARE(post("\\ufeffc"), 1);
        const QByteArray history = get(MarkedRoom + "/messages");
        for (const QByteArray &id : ids)
            QCOMPARE(history.count(member("content", id)), 1);
        restart();
    }
}

void TestByteOrderMarks::plainFramesKeepThem()
{
    WebSocketClient client;
    QSignalSpy received(&client, &WebSocketClient::textReceived);
    QSignalSpy opened(&client, &WebSocketClient::opened);
    client.open(m_server.port(), "/ws");
    QVERIFY(opened.wait());
    const QByteArray id = member("id", Mark + "1");
    client.sendText(R"({"event":"participants","data":)" + object(joining()) + ',' + id + '}');
    QTRY_VERIFY(holds(received, { member("event", "ack"), id }));
    client.sendText(R"({"event":"exchanges","data":)" + object(message()) + '}');
    QTRY_VERIFY(holds(received, QByteArrayList { member("event", "exchanges") } + message()));
    QVERIFY(get(MarkedRoom + "/participants").contains(member("username", Mark + "ann")));
}

void TestByteOrderMarks::socketIoEventsKeepThem()
{
    WebSocketClient client;
    QSignalSpy received(&client, &WebSocketClient::textReceived);
    client.open(m_server.port(), "/socket.io/?EIO=4&transport=websocket");
    QTRY_VERIFY(holds(received, { "\"sid\"" }));
    client.sendText("40");
    QTRY_VERIFY(holds(received, { "40{" }));
    client.sendText(R"(421["participants",)" + object(joining()) + ']');
    QTRY_VERIFY(holds(received, { "431[" }));
    client.sendText(R"(422["exchanges",)" + object(message()) + ']');
    QTRY_VERIFY(holds(received, QByteArrayList { R"(42["exchanges")" } + message()));
    QVERIFY(get(MarkedRoom + "/messages").contains(member("content", Mark + "hello")));
}

QTEST_GUILESS_MAIN(TestByteOrderMarks)
#include "TestByteOrderMarks.moc"
