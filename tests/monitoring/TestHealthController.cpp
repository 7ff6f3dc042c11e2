// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitoring/HealthController.h"

#include "rest/RestFixture.h"
#include "support/HttpClient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <memory>
#include <vector>

using namespace parlor;
using namespace Qt::StringLiterals;
using Call = FailingRoomStore::Call;

Q_DECLARE_METATYPE(parlor::ServerState)

class TestHealthController : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aServerThatAnswersLives();
    void aServerThatServesIsReady();
    void oneThatDoesNotServeSaysWhy_data();
    void oneThatDoesNotServeSaysWhy();
    void aThreadThatDoesNotAnswerIsNamed();
    void aStoreThatFailsIsNamedUntilItWorksAgain();
    void manyWhoAskShareOneTrial();
    void aStoreThatDoesNotAnswerIsNamed();

private:
    void serve(int trialTimeoutMs, int trialValidMs);
    /// Empty where the server is ready.
    QStringList reasons();

    ServerState m_state = ServerState::Serving;
    QStringList m_stalled;
    std::unique_ptr<RestFixture> m_fixture;
    std::unique_ptr<HealthController> m_health;
};

void TestHealthController::init()
{
    m_state = ServerState::Serving;
    m_stalled.clear();
    m_fixture = std::make_unique<RestFixture>();
    serve(10'000, 0);
}

void TestHealthController::cleanup()
{
    m_fixture->destroyServer();
    m_health.reset();
    m_fixture.reset();
}

void TestHealthController::serve(int trialTimeoutMs, int trialValidMs)
{
    const HealthController::Settings settings { [this] { return m_state; }, [this] { return m_stalled; }, trialTimeoutMs,
                                                trialValidMs };
    m_health = std::make_unique<HealthController>(m_fixture->rooms(), settings, m_fixture->routes());
}

QStringList TestHealthController::reasons()
{
    const auto response = HttpClient(m_fixture->port()).get("/health/ready");
    const QJsonObject body = QJsonDocument::fromJson(response.body).object();
    if (response.status == 200 && body["status"_L1] == "ready"_L1)
        return {};
    QStringList reasons;
    if (response.status != 503 || body["status"_L1] != "unavailable"_L1 || response.field("Retry-After") != "1")
        reasons.append(QString::fromUtf8(response.body));
    const QJsonArray told = body["reasons"_L1].toArray();
    for (const auto &reason : told)
        reasons.append(reason.toString());
    return reasons;
}

void TestHealthController::aServerThatAnswersLives()
{
    m_state = ServerState::Draining;
    m_stalled = { u"rooms"_s };
    m_fixture->store().fail(Call::ProveWritable);
    const auto response = HttpClient(m_fixture->port()).get("/health/live");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, R"({"status":"live"})");
}

void TestHealthController::aServerThatServesIsReady()
{
    QCOMPARE(reasons(), QStringList());
}

void TestHealthController::oneThatDoesNotServeSaysWhy_data()
{
    QTest::addColumn<ServerState>("state");
    QTest::addColumn<QString>("reason");
    QTest::newRow("starting") << ServerState::Starting << u"The server is starting"_s;
    QTest::newRow("draining") << ServerState::Draining << u"The server is stopping"_s;
}

void TestHealthController::oneThatDoesNotServeSaysWhy()
{
    QFETCH(const ServerState, state);
    QFETCH(const QString, reason);
    m_state = state;
    QCOMPARE(reasons(), QStringList { reason });
}

void TestHealthController::aThreadThatDoesNotAnswerIsNamed()
{
    m_stalled = { u"rooms"_s, u"io-1"_s };
    QCOMPARE(reasons(), QStringList({ u"The thread 'rooms' does not answer"_s, u"The thread 'io-1' does not answer"_s }));
}

void TestHealthController::aStoreThatFailsIsNamedUntilItWorksAgain()
{
    m_fixture->store().fail(Call::ProveWritable);
    QCOMPARE(reasons(), QStringList { u"The storage is unavailable"_s });
    m_fixture->store().recover();
    QTRY_COMPARE(reasons(), QStringList());
}

void TestHealthController::manyWhoAskShareOneTrial()
{
    m_fixture->store().hold();
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<HttpClient>(m_fixture->port()));
        clients.back()->send("GET", "/health/ready");
    }
    // Each connection is served in order: when this one is answered, the others have asked.
    QCOMPARE(HttpClient(m_fixture->port()).get("/health/live").status, 200);
    QTRY_COMPARE(m_fixture->store().heldCount(), 1);
    m_fixture->store().release();
    for (const auto &client : clients)
        QCOMPARE(client->receive().status, 200);
}

void TestHealthController::aStoreThatDoesNotAnswerIsNamed()
{
    m_fixture = std::make_unique<RestFixture>();
    serve(1, 0);
    m_fixture->store().hold();
    QCOMPARE(reasons(), QStringList { u"The store does not answer"_s });
    QCOMPARE(reasons(), QStringList { u"The store does not answer"_s });
    QTRY_COMPARE(m_fixture->store().heldCount(), 1);
    m_fixture->store().release();
    QTRY_COMPARE(reasons(), QStringList());
}

QTEST_GUILESS_MAIN(TestHealthController)
#include "TestHealthController.moc"
