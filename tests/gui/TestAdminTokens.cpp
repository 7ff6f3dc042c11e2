// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "AdminFixture.h"
#include "app/AdminOptions.h"
#include "support/ServerProcess.h"
#include "support/TokenSigner.h"
#include "widgets/NewRoomDialog.h"
#include "widgets/NoticeBar.h"
#include "widgets/RoomPage.h"
#include "widgets/RoomsPage.h"
#include "widgets/Table.h"

#include <QAction>
#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QTabWidget>
#include <QTest>

#include <csignal>
#include <memory>

using namespace parlor;
using namespace parlor::admin;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Secret = "a secret of the test, which is long enough";
const QByteArray AdminToken = "the-admin-token-of-the-test-which-is-long-enough";

QString sign(const QString &role, const QJsonArray &rooms = { u"*"_s })
{
    return QString::fromLatin1(TokenSigner::withSecret(Secret).sign(
        { { u"sub"_s, u"Ann"_s },
          { u"role"_s, role },
          { u"rooms"_s, rooms },
          { u"exp"_s, QDateTime::currentSecsSinceEpoch() + 3600 } }));
}

} // namespace

/// The program and a server that asks for tokens.
class TestAdminTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tokenOfAFileOpensEverything();
    void observerWatches();
    void withoutAGoodTokenItSaysSo_data();
    void withoutAGoodTokenItSaysSo();
    void tokenThatAllowsTooLittleIsSaidSo_data();
    void tokenThatAllowsTooLittleIsSaidSo();
    void actsUnderTheNameOfItsToken();
    void refusedActionIsToldInWords();
    void tokenThatIsTakenAwayEndsIt();

private:
    QString pathOf(const QString &name) const { return m_directory.filePath(name); }
    void write(const QString &name, const QByteArray &line) const;
    QString verdictOn(const QString &token);

    QTemporaryDir m_directory;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<AdminFixture> m_admin;
};

void TestAdminTokens::init()
{
    write(u"admin"_s, AdminToken);
    write(u"secret"_s, Secret);
    m_server = std::make_unique<ServerProcess>();
    QVERIFY(m_server->start({ u"--admin-token-file"_s, pathOf(u"admin"_s), u"--jwt-secret-file"_s, pathOf(u"secret"_s) }));
    m_admin = std::make_unique<AdminFixture>();
    m_admin->window.show();
}

void TestAdminTokens::cleanup()
{
    m_admin.reset();
    m_server.reset();
}

void TestAdminTokens::write(const QString &name, const QByteArray &line) const
{
    QSaveFile file(pathOf(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(line + '\n');
    QVERIFY(file.commit());
}

/// What the test of a connection says.
QString TestAdminTokens::verdictOn(const QString &token)
{
    QString verdict;
    const ServerAddress address = AdminFixture::addressOf(m_server->port(), token);
    m_admin->testTransport.setAddress(address);
    connect(&m_admin->test, &ConnectionTest::finished, this, [&verdict](bool, const QString &said) { verdict = said; });
    m_admin->test.start(address);
    (void)QTest::qWaitFor([&verdict] { return !verdict.isEmpty(); });
    m_admin->test.disconnect(this);
    return verdict;
}

void TestAdminTokens::tokenOfAFileOpensEverything()
{
    const QString url = u"http://127.0.0.1:%1"_s.arg(m_server->port());
    const auto options
        = AdminOptions::parse({ u"parlor-admin"_s, u"--server"_s, url, u"--token-file"_s, pathOf(u"admin"_s) });
    QVERIFY(options && options->server);
    QVERIFY(verdictOn(options->server->token).startsWith(u"This is Parlor"_s));
    m_admin->workspace.open(*options->server);
    QTRY_VERIFY(m_admin->workspace.rooms().isComplete());
    m_admin->workspace.rest().createRoom(u"lounge"_s, u"Peter"_s, this, [](const auto &) {});
    QTRY_COMPARE(m_admin->window.roomsPage().table().model()->rowCount(), 1);

    m_admin->window.openRoom(u"lounge"_s);
    auto *page = qobject_cast<RoomPage *>(m_admin->window.tabs().currentWidget());
    QTRY_COMPARE(page->feed().state(), RoomFeed::State::Live);
    auto *text = page->findChild<QLineEdit *>(u"postText"_s);
    QTest::keyClicks(text, u"Good evening"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QTRY_COMPARE(page->feed().stream().lines().rowCount(), 1);
    QTRY_VERIFY(m_admin->workspace.stats().latest());

    const JournalModel &journal = m_admin->workspace.journal();
    QTRY_COMPARE(journal.rowCount(), 2);
    QVERIFY(journal.entry(0).command.contains(u"$PARLOR_TOKEN"_s));
    QVERIFY(!journal.entry(0).command.contains(options->server->token));
}

void TestAdminTokens::observerWatches()
{
    m_admin->connectTo(m_server->port(), sign(u"observer"_s));
    QTRY_VERIFY(m_admin->workspace.rooms().isComplete());
    QVERIFY(m_admin->workspace.isLive());
}

void TestAdminTokens::withoutAGoodTokenItSaysSo_data()
{
    QTest::addColumn<QString>("token");
    QTest::newRow("none") << QString();
    QTest::newRow("wrong") << u"wrong"_s;
    QTest::newRow("expired") << QString::fromLatin1(TokenSigner::withSecret(Secret).sign(
        { { u"sub"_s, u"Ann"_s }, { u"role"_s, u"admin"_s }, { u"exp"_s, QDateTime::currentSecsSinceEpoch() - 3600 } }));
}

void TestAdminTokens::withoutAGoodTokenItSaysSo()
{
    QFETCH(QString, token);
    QCOMPARE(verdictOn(token), ApiError::tokenWanted());
    m_admin->connectTo(m_server->port(), token);
    QTRY_COMPARE(m_admin->workspace.live().state(), LiveClient::State::Refused);
    QCOMPARE(m_admin->window.connectionNotice().text(), ApiError::tokenWanted());
    // The remedy is beside it.
    m_admin->connectTo(m_server->port(), QString::fromLatin1(AdminToken));
    QTRY_VERIFY(m_admin->workspace.rooms().isComplete());
    QVERIFY(!m_admin->window.connectionNotice().isVisible());
}

void TestAdminTokens::tokenThatAllowsTooLittleIsSaidSo_data()
{
    QTest::addColumn<QString>("token");
    QTest::newRow("a member's") << sign(u"member"_s);
    QTest::newRow("an observer's for one room") << sign(u"observer"_s, { u"lounge"_s });
    QTest::newRow("an admin's for one room") << sign(u"admin"_s, { u"lounge"_s });
}

void TestAdminTokens::tokenThatAllowsTooLittleIsSaidSo()
{
    QFETCH(QString, token);
    QCOMPARE(verdictOn(token), ApiError::mayNotWatch());
    m_admin->connectTo(m_server->port(), token);
    QTRY_COMPARE(m_admin->workspace.live().state(), LiveClient::State::Refused);
    QCOMPARE(m_admin->window.connectionNotice().text(), ApiError::mayNotWatch());
    QVERIFY(m_admin->workspace.live().retryInMs() < 0);
}

void TestAdminTokens::actsUnderTheNameOfItsToken()
{
    m_admin->connectTo(m_server->port(), sign(u"admin"_s));
    QTRY_VERIFY(m_admin->workspace.rooms().isComplete());
    m_admin->window.roomsPage().actionList().first()->trigger();
    auto *creating = m_admin->window.findChild<NewRoomDialog *>();
    QVERIFY(creating);
    QCOMPARE(creating->findChild<QLineEdit *>(u"creator"_s)->text(), u"Ann"_s);
    creating->findChild<QLineEdit *>(u"roomId"_s)->setText(u"lounge"_s);
    QTest::keyClick(creating, Qt::Key_Return);
    QTRY_VERIFY(m_admin->workspace.rooms().find(u"lounge"_s));

    m_admin->window.openRoom(u"lounge"_s);
    auto *page = qobject_cast<RoomPage *>(m_admin->window.tabs().currentWidget());
    QTRY_COMPARE(page->feed().state(), RoomFeed::State::Live);
    auto *text = page->findChild<QLineEdit *>(u"postText"_s);
    QTest::keyClicks(text, u"Good evening"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QTRY_COMPARE(page->feed().stream().lines().rowCount(), 1);
    QCOMPARE(page->feed().stream().lines().line(0).username, u"Ann"_s);
}

void TestAdminTokens::refusedActionIsToldInWords()
{
    m_admin->connectTo(m_server->port(), sign(u"observer"_s));
    QTRY_VERIFY(m_admin->workspace.rooms().isComplete());
    std::optional<ApiError> error;
    m_admin->workspace.rest().createRoom(u"lounge"_s, u"Ann"_s, this,
                                         [&error](const ApiResult<Room> &room) { error = room.error(); });
    QTRY_VERIFY(error);
    QCOMPARE(error->text, u"The server does not allow this."_s);
    QVERIFY(m_admin->workspace.isLive());
}

void TestAdminTokens::tokenThatIsTakenAwayEndsIt()
{
    m_admin->connectTo(m_server->port(), QString::fromLatin1(AdminToken));
    QTRY_VERIFY(m_admin->workspace.rooms().isComplete());
    write(u"admin"_s, "another-admin-token-of-the-test-which-is-long-enough");
    ::kill(pid_t(m_server->processId()), SIGHUP);
    QTRY_COMPARE_WITH_TIMEOUT(m_admin->workspace.live().state(), LiveClient::State::Refused, 20'000);
    QCOMPARE(m_admin->window.connectionNotice().text(), ApiError::tokenWanted());
}

QTEST_MAIN(TestAdminTokens)
#include "TestAdminTokens.moc"
