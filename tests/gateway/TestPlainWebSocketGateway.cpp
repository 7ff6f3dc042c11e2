// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ChatGateway.h"
#include "gateway/PlainWebSocketGateway.h"
#include "gateway/RoomFanout.h"
#include "net/Listener.h"
#include "net/TurnWriter.h"
#include "rooms/RoomLink.h"
#include "rooms/RoomManager.h"
#include "security/Authenticator.h"
#include "storage/MemoryRoomStore.h"
#include "support/WebSocketClient.h"

#include <QSignalSpy>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

const QByteArray AdminToken = "admin-token-of-the-test"_ba;

std::shared_ptr<const Credentials> credentials()
{
    auto result = std::make_shared<Credentials>();
    result->addAdminToken(AdminToken);
    return result;
}

PlainWebSocketGateway::Settings withAuthTimeout(int milliseconds)
{
    PlainWebSocketGateway::Settings settings;
    settings.authTimeoutMs = milliseconds;
    return settings;
}

/// A gateway that asks for tokens behind a listener, all on the test's thread.
struct Fixture {
    explicit Fixture(int authTimeoutMs) :
        manager(store, RoomSettings()),
        link(manager, *manager.addFeed(), 0),
        writer(1'000'000),
        fanout(writer, {}),
        gateway(ChatGateway::Settings(), link, fanout, writer, counters),
        authenticator(credentials()),
        plain(gateway, authenticator, withAuthTimeout(authTimeoutMs)),
        listener({}, writer)
    {
        listener.addUpgradeHandler("/ws", &plain);
        if (!listener.listen(QHostAddress::LocalHost))
            qFatal("The fixture cannot listen");
    }

    MemoryRoomStore store;
    RoomManager manager;
    RoomLink link;
    TurnWriter writer;
    RoomFanout fanout;
    LimitCounters counters;
    ChatGateway gateway;
    Authenticator authenticator;
    PlainWebSocketGateway plain;
    Listener listener;
};

} // namespace

class TestPlainWebSocketGateway : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoDoesNotSayWhoItIsIsClosedInTime();
    void whoIsNotKnownTakesNoPart();
};

void TestPlainWebSocketGateway::whoDoesNotSayWhoItIsIsClosedInTime()
{
    Fixture fixture(1);
    WebSocketClient client;
    QSignalSpy texts(&client, &WebSocketClient::textReceived);
    client.open(fixture.listener.serverPort(), "/ws");
    QTRY_COMPARE(client.closeCode(), WebSocketCloseCode::PolicyViolation);
    QCOMPARE(texts.size(), 1);
    QCOMPARE(texts.first().first().toByteArray(),
             R"({"event":"exception","data":{"status":"error","code":"unauthorized","message":"Unauthorized"}})"_ba);
    QTRY_COMPARE(fixture.plain.clientCount(), 0);
}

void TestPlainWebSocketGateway::whoIsNotKnownTakesNoPart()
{
    Fixture fixture(60'000);
    WebSocketClient client;
    QSignalSpy texts(&client, &WebSocketClient::textReceived);
    client.open(fixture.listener.serverPort(), "/ws");
    QTRY_COMPARE(fixture.plain.clientCount(), 1);
    QCOMPARE(fixture.fanout.clientCount(), 0);
    QTRY_VERIFY(client.isOpen());
    client.sendText(R"({"id":1,"event":"auth","data":{"token":")" + AdminToken + R"("}})");
    QTRY_COMPARE(texts.size(), 1);
    QCOMPARE(texts.first().first().toByteArray(), R"({"event":"ack","id":1,"data":{"status":"ok"}})"_ba);
    QCOMPARE(fixture.fanout.clientCount(), 1);
}

QTEST_GUILESS_MAIN(TestPlainWebSocketGateway)
#include "TestPlainWebSocketGateway.moc"
