// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/EventDispatcher.h"
#include "net/SocketDescriptor.h"
#include "support/ChatTestClient.h"
#include "support/ServerProcess.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int ClientCount = 1000;
constexpr int RoomCount = 100;
constexpr int IdleCount = 8000;

/// How long everybody talks; the full 20 s unless the environment says otherwise.
int talkSeconds()
{
    const int seconds = qEnvironmentVariableIntValue("PARLOR_TEST_TALK_SECONDS");
    return seconds > 0 ? seconds : 20;
}

/// Posts, waits for the answer, posts again; and keeps account of what its room says.
class Talker : public QObject {
public:
    Talker(int index, quint16 port) :
        m_index(index),
        m_client(index % 2 ? ChatTestClient::Protocol::Plain : ChatTestClient::Protocol::SocketIo, port)
    {
        connect(&m_client, &ChatTestClient::ready, this, [this] { join(); });
        connect(&m_client, &ChatTestClient::received, this, [this](const QString &event, const QJsonValue &data) {
            if (event == "exchanges"_L1)
                hear(data.toObject());
        });
    }

    QString roomId() const { return u"room-%1"_s.arg(m_index % RoomCount); }
    bool hasJoined() const { return m_hasJoined; }
    bool isWaiting() const { return m_isWaiting; }
    qint64 lastHeard() const { return m_lastHeard; }
    qint64 lastAcked() const { return m_lastAcked; }
    int faults() const { return m_faults; }
    QByteArray fingerprint() const { return m_heard.result(); }

    void talk() { post(); }
    void stop() { m_isTalking = false; }

private:
    void join()
    {
        m_client.request(u"participants"_s, { { u"roomId"_s, roomId() }, { u"username"_s, QString::number(m_index) } },
                         [this](const QJsonValue &answer) {
                             m_hasJoined = answer.toObject().value("status"_L1).toString() == "ok"_L1;
                         });
    }

    void post()
    {
        m_isWaiting = true;
        m_client.request(u"exchanges"_s,
                         { { u"roomId"_s, roomId() }, { u"username"_s, QString::number(m_index) },
                           { u"content"_s, u"%1/%2"_s.arg(m_index).arg(++m_posted) } },
                         [this](const QJsonValue &answer) {
                             m_isWaiting = false;
                             const qint64 order = answer.toObject().value("order"_L1).toInteger();
                             if (order <= m_lastAcked)
                                 ++m_faults;
                             m_lastAcked = order;
                             if (m_isTalking)
                                 post();
                         });
    }

    void hear(const QJsonObject &message)
    {
        const qint64 order = message.value("order"_L1).toInteger();
        if (message.value("roomId"_L1).toString() != roomId() || order != m_lastHeard + 1)
            ++m_faults;
        m_lastHeard = order;
        m_heard.addData(QByteArray::number(order));
        m_heard.addData(message.value("content"_L1).toString().toUtf8());
    }

    const int m_index;
    ChatTestClient m_client;
    bool m_hasJoined = false;
    bool m_isTalking = true;
    bool m_isWaiting = false;
    qint64 m_posted = 0;
    qint64 m_lastHeard = 0;
    qint64 m_lastAcked = 0;
    int m_faults = 0;
    QCryptographicHash m_heard { QCryptographicHash::Sha1 };
};

template <typename Predicate>
bool allOf(const std::vector<std::unique_ptr<Talker>> &talkers, Predicate predicate)
{
    return std::all_of(talkers.begin(), talkers.end(), [&](const auto &talker) { return predicate(*talker); });
}

} // namespace

class TestManyClients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRoomHearsTheSameMessagesInTheSameOrder();
    void idleConnectionsStayOpenThroughTheirHeartbeats();
};

void TestManyClients::everyRoomHearsTheSameMessagesInTheSameOrder()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--io-threads"_s, u"2"_s }));
    for (int i = 0; i < RoomCount; ++i)
        QVERIFY(server.createRoom("room-" + QByteArray::number(i)));

    std::vector<std::unique_ptr<Talker>> talkers;
    talkers.reserve(ClientCount);
    for (int i = 0; i < ClientCount; ++i)
        talkers.push_back(std::make_unique<Talker>(i, server.port()));
    QTRY_VERIFY_WITH_TIMEOUT(allOf(talkers, [](const Talker &it) { return it.hasJoined(); }), 60'000);

    QTimer end;
    end.setSingleShot(true);
    QSignalSpy ended(&end, &QTimer::timeout);
    end.start(talkSeconds() * 1000);
    for (const auto &talker : talkers)
        talker->talk();
    QVERIFY(ended.wait(talkSeconds() * 2000));
    for (const auto &talker : talkers)
        talker->stop();
    QTRY_VERIFY_WITH_TIMEOUT(allOf(talkers, [](const Talker &it) { return !it.isWaiting(); }), 60'000);

    qint64 total = 0;
    for (int room = 0; room < RoomCount; ++room) {
        qint64 newest = 0;
        for (int i = room; i < ClientCount; i += RoomCount)
            newest = std::max(newest, talkers[i]->lastAcked());
        QVERIFY(newest > 0);
        total += newest;
        for (int i = room; i < ClientCount; i += RoomCount) {
            QTRY_COMPARE_WITH_TIMEOUT(talkers[i]->lastHeard(), newest, 60'000);
            QCOMPARE(talkers[i]->fingerprint(), talkers[room]->fingerprint());
            QCOMPARE(talkers[i]->faults(), 0);
        }
    }
    qInfo("%lld messages in %d rooms", total, RoomCount);
    QCOMPARE(server.stop(), 0);
}

void TestManyClients::idleConnectionsStayOpenThroughTheirHeartbeats()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--io-threads"_s, u"2"_s, u"--ping-interval"_s, u"3000"_s }));
    std::vector<std::unique_ptr<ChatTestClient>> clients;
    qsizetype ready = 0;
    qsizetype pings = 0;
    qsizetype lost = 0;
    for (int i = 0; i < IdleCount; ++i) {
        auto client = std::make_unique<ChatTestClient>(ChatTestClient::Protocol::SocketIo, server.port());
        connect(client.get(), &ChatTestClient::ready, this, [&ready] { ++ready; });
        connect(&client->webSocket(), &WebSocketClient::disconnected, this, [&lost] { ++lost; });
        connect(&client->webSocket(), &WebSocketClient::textReceived, this,
                [&pings](const QByteArray &text) { pings += text == "2"; });
        clients.push_back(std::move(client));
        if (i % 200 == 199)
            QTRY_COMPARE_WITH_TIMEOUT(ready, i + 1, 60'000);
    }
    QTRY_VERIFY_WITH_TIMEOUT(pings >= 2 * IdleCount, 60'000);
    QCOMPARE(lost, 0);
    QCOMPARE(server.stop(), 0);
}

int main(int argc, char *argv[])
{
    parlor::socket::raiseDescriptorLimit();
    if (QAbstractEventDispatcher *dispatcher = parlor::createEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher);
    const QCoreApplication application(argc, argv);
    TestManyClients test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestManyClients.moc"
