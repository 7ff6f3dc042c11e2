// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ChatTestClient.h"
#include "support/ServerProcess.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

class TestShutdown : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idleServerEndsWithZero();
    void clientsAreToldAndAckedMessagesAreDelivered();
    void clientThatNeverReadsDoesNotHoldTheServer();
};

void TestShutdown::idleServerEndsWithZero()
{
    ServerProcess server;
    QVERIFY(server.start());
    QCOMPARE(server.stop(), 0);
}

void TestShutdown::clientsAreToldAndAckedMessagesAreDelivered()
{
    ServerProcess server;
    QVERIFY(server.start({ u"--io-threads"_s, u"2"_s }));
    QVERIFY(server.createRoom("a"));

    constexpr int ListenerCount = 8;
    std::vector<std::unique_ptr<ChatTestClient>> clients;
    std::vector<QSet<qint64>> heard(ListenerCount);
    QSet<qint64> acked;
    int joined = 0;
    for (int i = 0; i < ListenerCount; ++i) {
        const auto protocol = i % 2 ? ChatTestClient::Protocol::Plain : ChatTestClient::Protocol::SocketIo;
        clients.push_back(std::make_unique<ChatTestClient>(protocol, server.port()));
        ChatTestClient *client = clients.back().get();
        connect(client, &ChatTestClient::ready, this, [client, &joined] {
            client->request(u"participants"_s, { { u"roomId"_s, u"a"_s }, { u"username"_s, u"u"_s } },
                            [&joined](const QJsonValue &) { ++joined; });
        });
        connect(client, &ChatTestClient::received, this, [&heard, i](const QString &event, const QJsonValue &data) {
            if (event == "exchanges"_L1)
                heard[i].insert(data.toObject().value("order"_L1).toInteger());
        });
    }
    QTRY_COMPARE(joined, ListenerCount);

    // Everybody posts in a loop; in the middle of it the server is told to stop.
    std::function<void(ChatTestClient *)> post = [&](ChatTestClient *client) {
        client->request(u"exchanges"_s,
                        { { u"roomId"_s, u"a"_s }, { u"username"_s, u"u"_s }, { u"content"_s, u"text"_s } },
                        [&, client](const QJsonValue &answer) {
                            acked.insert(answer.toObject().value("order"_L1).toInteger());
                            post(client);
                        });
    };
    for (const auto &client : clients) {
        for (int i = 0; i < 4; ++i)
            post(client.get());
    }
    QTRY_VERIFY(acked.size() > 500);
    server.requestStop();
    for (const auto &client : clients)
        QTRY_VERIFY(client->webSocket().isDisconnected());
    QCOMPARE(server.waitForEnd(), 0);

    for (int i = 0; i < ListenerCount; ++i) {
        QVERIFY2((acked - heard[i]).isEmpty(), "a client missed a message that was acked");
        QVERIFY(clients[i]->webSocket().closeCode() != parlor::WebSocketCloseCode::NoStatus);
    }
}

void TestShutdown::clientThatNeverReadsDoesNotHoldTheServer()
{
    ServerProcess server;
    QVERIFY(server.start());
    QTcpSocket socket;
    socket.setReadBufferSize(1);
    socket.connectToHost(u"127.0.0.1"_s, server.port());
    socket.write("GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    QTRY_VERIFY(socket.bytesAvailable() > 0);
    QCOMPARE(server.stop(), 0);
}

QTEST_GUILESS_MAIN(TestShutdown)
#include "TestShutdown.moc"
