// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ChatTestClient.h"
#include "support/ServerProcess.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int ListenerCount = 500;
constexpr int Storms = 3;
/// Ten each 20 ms: 500 messages a second.
constexpr int PostsPerTick = 10;
constexpr int TickMs = 20;
constexpr int PatienceMs = 60'000;

/// Says what it is told to, at a steady rate, whatever becomes of it.
class SteadyPublisher : public QObject {
public:
    explicit SteadyPublisher(quint16 port) :
        m_client(ChatTestClient::Protocol::Plain, port)
    {
        connect(&m_timer, &QTimer::timeout, this, [this] {
            for (int i = 0; i < PostsPerTick; ++i)
                post();
        });
        connect(&m_client, &ChatTestClient::ready, this, [this] { m_timer.start(TickMs); });
    }

    void stop() { m_timer.stop(); }
    bool isAnswered() const { return m_answered == m_posted; }
    qint64 lastOrder() const { return m_lastOrder; }

private:
    void post()
    {
        ++m_posted;
        m_client.request(u"exchanges"_s,
                         { { u"roomId"_s, u"a"_s }, { u"username"_s, u"p"_s }, { u"content"_s, QString::number(m_posted) } },
                         [this](const QJsonValue &answer) {
                             ++m_answered;
                             m_lastOrder = std::max(m_lastOrder, answer.toObject().value("order"_L1).toInteger());
                         });
    }

    ChatTestClient m_client;
    QTimer m_timer;
    qint64 m_posted = 0;
    qint64 m_answered = 0;
    qint64 m_lastOrder = 0;
};

/// Hears everything once and in order, however often its connection breaks.
class Listener : public QObject {
public:
    Listener(int index, quint16 port) :
        m_protocol(index % 2 ? ChatTestClient::Protocol::Plain : ChatTestClient::Protocol::SocketIo),
        m_username(QString::number(index)),
        m_port(port)
    {
        reconnect();
    }

    /// Drops the connection without a word, and comes back.
    void reconnect()
    {
        m_hasJoined = false;
        m_client.emplace(m_protocol, m_port);
        connect(&*m_client, &ChatTestClient::ready, this, [this] { join(); });
        connect(&*m_client, &ChatTestClient::received, this, [this](const QString &event, const QJsonValue &data) {
            if (event == "exchanges"_L1)
                hear(data.toObject().value("order"_L1).toInteger());
        });
    }

    bool hasJoined() const { return m_hasJoined; }
    qint64 lastOrder() const { return m_lastOrder; }
    int faults() const { return m_faults; }

private:
    void join()
    {
        m_client->request(u"participants"_s,
                          { { u"roomId"_s, u"a"_s }, { u"username"_s, m_username }, { u"lastOrder"_s, m_lastOrder } },
                          [this](const QJsonValue &answer) {
                              m_hasJoined = answer.toObject().value("recovered"_L1).toBool();
                              m_faults += !m_hasJoined;
                          });
    }

    void hear(qint64 order)
    {
        m_faults += order != m_lastOrder + 1;
        m_lastOrder = order;
    }

    const ChatTestClient::Protocol m_protocol;
    const QString m_username;
    const quint16 m_port;
    std::optional<ChatTestClient> m_client;
    bool m_hasJoined = false;
    qint64 m_lastOrder = 0;
    int m_faults = 0;
};

} // namespace

class TestReconnectStorm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyoneWhoComesBackHasTheWholeSequence();
};

void TestReconnectStorm::everyoneWhoComesBackHasTheWholeSequence()
{
    const QTemporaryDir data;
    ServerProcess server;
    QVERIFY(server.start({ u"--data"_s, data.path(), u"--io-threads"_s, u"2"_s }));
    QVERIFY(server.createRoom("a"));

    std::vector<std::unique_ptr<Listener>> listeners;
    listeners.reserve(ListenerCount);
    for (int i = 0; i < ListenerCount; ++i)
        listeners.push_back(std::make_unique<Listener>(i, server.port()));
    const auto allOf = [&listeners](auto predicate) {
        return std::ranges::all_of(listeners, [&](const auto &it) { return predicate(*it); });
    };
    const auto hasJoined = [](const Listener &it) { return it.hasJoined(); };
    QTRY_VERIFY_WITH_TIMEOUT(allOf(hasJoined), PatienceMs);

    SteadyPublisher publisher(server.port());
    for (int storm = 1; storm <= Storms; ++storm) {
        const qint64 due = publisher.lastOrder() + 100;
        QTRY_VERIFY_WITH_TIMEOUT(publisher.lastOrder() >= due, PatienceMs);
        for (const auto &listener : listeners)
            listener->reconnect();
        QTRY_VERIFY_WITH_TIMEOUT(allOf(hasJoined), PatienceMs);
    }
    publisher.stop();
    QTRY_VERIFY_WITH_TIMEOUT(publisher.isAnswered(), PatienceMs);

    const qint64 last = publisher.lastOrder();
    QTRY_VERIFY_WITH_TIMEOUT(allOf([last](const Listener &it) { return it.lastOrder() == last; }), PatienceMs);
    QVERIFY(allOf([](const Listener &it) { return it.faults() == 0; }));
    QCOMPARE(server.stop(), 0);
}

QTEST_GUILESS_MAIN(TestReconnectStorm)
#include "TestReconnectStorm.moc"
