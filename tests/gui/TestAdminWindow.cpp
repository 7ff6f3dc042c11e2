// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "AdminFixture.h"
#include "TcpRelay.h"
#include "support/ChatTestClient.h"
#include "support/ServerProcess.h"
#include "widgets/ConnectionIndicator.h"
#include "widgets/KickDialog.h"
#include "widgets/NewRoomDialog.h"
#include "widgets/NoticeBar.h"
#include "widgets/RoomPage.h"
#include "widgets/RoomsPage.h"
#include "widgets/StreamView.h"
#include "widgets/Table.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include <memory>
#include <numeric>
#include <vector>

using namespace parlor;
using namespace parlor::admin;
using namespace Qt::StringLiterals;

/// The whole program by keyboard and mouse, against a server of its own.
class TestAdminWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void listsAndFiltersRooms();
    void createsARoomByKeyboard();
    void saysBesideTheFieldWhatIsWrong();
    void watchesThreePeopleTalk();
    void holdsWhileSomebodyReads();
    void scrollsBackThroughTheWholeHistory();
    void postsAsTheOperator();
    void removesAParticipantWithAReason();
    void asksBeforeItClosesARoomWithPeopleInside();
    void exportsAHistory();
    void journalHasTheCommands();
    void catchesUpWithoutAMissingLine();
    void missesNothingOfAServerThatWasKilledAndCameBack();
    void roomsThatAKilledServerForgotAreGone();
    void testOfAConnectionSaysWhatIsWrong();
    void profilesKeepTheirTokensInTheVault();
    void hostileMessageIsPlainText();
    void rememberedAreColumnsAndGeometry();
    void firstKeyInATableSelects();
    void tablesAreArrangedByKeyboard();
    void sheetHasEveryShortcut();

private:
    /// Without a window manager, nobody else gives the focus back when a dialog is gone.
    void activate();
    void createRooms(const QStringList &roomIds);
    RoomPage *openRoom(const QString &roomId);
    ChatTestClient *join(const QString &roomId, const QString &username);
    void post(ChatTestClient *client, const QString &roomId, const QString &username, int count);
    template <typename Dialog>
    Dialog *dialog();
    Table &rooms() { return m_admin->window.roomsPage().table(); }
    int rowCount() { return rooms().model()->rowCount(); }

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<AdminFixture> m_admin;
    std::vector<std::unique_ptr<ChatTestClient>> m_clients;
};

namespace {

QString textOf(const QObject *parent, const QString &name)
{
    const auto *label = parent->findChild<QLabel *>(name);
    return label ? label->text() : QString();
}

QList<qint64> ordersOf(RoomPage *page)
{
    QList<qint64> orders;
    LineModel &lines = page->feed().stream().lines();
    for (int row = 0; row < lines.rowCount(); ++row)
        orders.append(lines.line(row).order);
    return orders;
}

QList<qint64> range(qint64 first, qint64 last)
{
    QList<qint64> orders(last - first + 1);
    std::iota(orders.begin(), orders.end(), first);
    return orders;
}

} // namespace

void TestAdminWindow::init()
{
    m_server = std::make_unique<ServerProcess>();
    QVERIFY(m_server->start({ u"--storage"_s, u"memory"_s }));
    m_admin = std::make_unique<AdminFixture>();
    m_admin->window.show();
    activate();
    m_admin->connectTo(m_server->port());
    QTRY_VERIFY(m_admin->workspace.rooms().isComplete());
}

void TestAdminWindow::cleanup()
{
    m_clients.clear();
    m_admin.reset();
    m_server.reset();
}

void TestAdminWindow::activate()
{
    m_admin->window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_admin->window));
}

void TestAdminWindow::createRooms(const QStringList &roomIds)
{
    for (const QString &roomId : roomIds)
        QVERIFY(m_server->createRoom(roomId.toUtf8()));
    QTRY_COMPARE(rowCount(), int(roomIds.size()));
}

RoomPage *TestAdminWindow::openRoom(const QString &roomId)
{
    m_admin->window.openRoom(roomId);
    auto *page = qobject_cast<RoomPage *>(m_admin->window.tabs().currentWidget());
    if (!QTest::qWaitFor([page] { return page->feed().state() == RoomFeed::State::Live; }))
        qFatal("The room does not become live");
    return page;
}

ChatTestClient *TestAdminWindow::join(const QString &roomId, const QString &username)
{
    m_clients.push_back(std::make_unique<ChatTestClient>(ChatTestClient::Protocol::Plain, m_server->port()));
    ChatTestClient *client = m_clients.back().get();
    bool hasJoined = false;
    connect(client, &ChatTestClient::ready, client, [=, &hasJoined] {
        client->request(u"participants"_s, { { u"roomId"_s, roomId }, { u"username"_s, username } },
                        [&hasJoined](const QJsonValue &) { hasJoined = true; });
    });
    if (!QTest::qWaitFor([&hasJoined] { return hasJoined; }))
        qFatal("A client does not join");
    return client;
}

void TestAdminWindow::post(ChatTestClient *client, const QString &roomId, const QString &username, int count)
{
    int acknowledged = 0;
    for (int i = 0; i < count; ++i) {
        client->request(u"exchanges"_s,
                        { { u"roomId"_s, roomId }, { u"username"_s, username }, { u"content"_s, u"text"_s } },
                        [&acknowledged](const QJsonValue &) { ++acknowledged; });
    }
    QTRY_COMPARE_WITH_TIMEOUT(acknowledged, count, 20'000);
}

template <typename Dialog>
Dialog *TestAdminWindow::dialog()
{
    Dialog *found = nullptr;
    const auto isThere = [&] {
        found = m_admin->window.findChild<Dialog *>();
        return found && found->isVisible();
    };
    if (!QTest::qWaitFor(isThere))
        qFatal("A dialog does not open");
    return found;
}

void TestAdminWindow::listsAndFiltersRooms()
{
    createRooms({ u"lounge"_s, u"ops"_s, u"night-ops"_s });
    QTest::keyClick(&rooms(), Qt::Key_F, Qt::ControlModifier);
    auto *filter = m_admin->window.findChild<QLineEdit *>(u"roomFilter"_s);
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"ops"_s);
    QTRY_COMPARE(rowCount(), 2);
    filter->clear();
    QTRY_COMPARE(rowCount(), 3);
}

void TestAdminWindow::createsARoomByKeyboard()
{
    QTest::keyClick(&rooms(), Qt::Key_N, Qt::ControlModifier);
    auto *creating = dialog<NewRoomDialog>();
    QTest::keyClicks(creating->findChild<QLineEdit *>(u"roomId"_s), u"a/b %"_s);
    QTest::keyClick(creating, Qt::Key_Return);
    QTRY_COMPARE(rowCount(), 1);
    QTRY_COMPARE(rooms().currentIndex().data().toString(), u"a/b %"_s);
}

void TestAdminWindow::saysBesideTheFieldWhatIsWrong()
{
    createRooms({ u"lounge"_s });
    QTest::keyClick(&rooms(), Qt::Key_N, Qt::ControlModifier);
    auto *creating = dialog<NewRoomDialog>();
    QTest::keyClick(creating, Qt::Key_Return);
    QTRY_COMPARE(textOf(creating, u"roomIdError"_s), u"roomId should not be empty"_s);
    QVERIFY(textOf(creating, u"creatorError"_s).isEmpty());
    QTest::keyClicks(creating->findChild<QLineEdit *>(u"roomId"_s), u"lounge"_s);
    creating->findChild<QLineEdit *>(u"creator"_s)->clear();
    QTest::keyClick(creating, Qt::Key_Return);
    QTRY_COMPARE(textOf(creating, u"creatorError"_s), u"creatorUsername should not be empty"_s);
    QTest::keyClicks(creating->findChild<QLineEdit *>(u"creator"_s), u"Ann"_s);
    QTest::keyClick(creating, Qt::Key_Return);
    QTRY_VERIFY(textOf(creating, u"roomIdError"_s).contains(u"already"_s));
    QVERIFY(creating->isVisible());
    QTest::keyClick(creating, Qt::Key_Escape);
    QCOMPARE(rowCount(), 1);
}

void TestAdminWindow::watchesThreePeopleTalk()
{
    createRooms({ u"lounge"_s });
    rooms().selectRow(0);
    QTest::keyClick(&rooms(), Qt::Key_Return);
    auto *page = qobject_cast<RoomPage *>(m_admin->window.tabs().currentWidget());
    QVERIFY(page);
    QTRY_COMPARE(page->feed().state(), RoomFeed::State::Live);
    const QStringList people{ u"Ann"_s, u"Ben"_s, u"Cleo"_s };
    for (const QString &name : people)
        join(u"lounge"_s, name);
    QTRY_COMPARE(page->feed().participants().connectedCount(), 3);
    for (int i = 0; i < 3; ++i)
        post(m_clients[std::size_t(i)].get(), u"lounge"_s, people[i], 20);
    QTRY_COMPARE(ordersOf(page), range(1, 60));
    QCOMPARE(m_admin->workspace.rooms().find(u"lounge"_s)->room.messages, 60);
    QTRY_COMPARE(m_admin->workspace.lobby().stream().lines().lineCount(), 60);
}

void TestAdminWindow::holdsWhileSomebodyReads()
{
    createRooms({ u"lounge"_s });
    ChatTestClient *ann = join(u"lounge"_s, u"Ann"_s);
    post(ann, u"lounge"_s, u"Ann"_s, 100);
    RoomPage *page = openRoom(u"lounge"_s);
    QTRY_COMPARE(page->feed().stream().lines().rowCount(), 100);
    Table &table = page->streamView().table();
    QTest::keyClick(&table, Qt::Key_Space);
    QVERIFY(page->feed().stream().isPaused());
    post(ann, u"lounge"_s, u"Ann"_s, 5);
    auto *newLines = page->findChild<QPushButton *>(u"newLines"_s);
    QTRY_VERIFY(newLines->isVisible() && newLines->text().startsWith(u'5'));
    QCOMPARE(page->feed().stream().lines().rowCount(), 100);
    QTest::mouseClick(newLines, Qt::LeftButton);
    QCOMPARE(ordersOf(page), range(1, 105));
    QScrollBar *bar = table.verticalScrollBar();
    QCOMPARE(bar->value(), bar->maximum());

    bar->setValue(bar->maximum() / 2);
    QVERIFY(page->feed().stream().isPaused());
    bar->setValue(bar->maximum());
    QVERIFY(!page->feed().stream().isPaused());
}

void TestAdminWindow::scrollsBackThroughTheWholeHistory()
{
    createRooms({ u"lounge"_s });
    ChatTestClient *ann = join(u"lounge"_s, u"Ann"_s);
    post(ann, u"lounge"_s, u"Ann"_s, 5'000);
    RoomPage *page = openRoom(u"lounge"_s);
    LineModel &lines = page->feed().stream().lines();
    QTRY_COMPARE(lines.lastOrder(), 5'000);
    QCOMPARE(lines.firstOrder(), 4'801);
    QScrollBar *bar = page->streamView().table().verticalScrollBar();
    while (!page->feed().reachesBeginning()) {
        const qint64 before = lines.firstOrder();
        bar->setValue(bar->minimum());
        QTRY_VERIFY(lines.firstOrder() < before);
        // Where one was reading, one still is.
        QVERIFY(bar->value() > bar->minimum());
    }
    QCOMPARE(ordersOf(page), range(1, 5'000));
    post(ann, u"lounge"_s, u"Ann"_s, 3);
    QTRY_COMPARE(page->feed().stream().newCount(), 3);
    bar->setValue(bar->maximum());
    QTRY_COMPARE(ordersOf(page), range(1, 5'003));
}

void TestAdminWindow::postsAsTheOperator()
{
    createRooms({ u"lounge"_s });
    RoomPage *page = openRoom(u"lounge"_s);
    auto *text = page->findChild<QLineEdit *>(u"postText"_s);
    QTest::keyClicks(text, u"Good evening"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QTRY_COMPARE(page->feed().stream().lines().rowCount(), 1);
    QCOMPARE(page->feed().stream().lines().line(0).content, u"Good evening"_s);
    QCOMPARE(page->feed().stream().lines().line(0).username, u"operator"_s);
    QTRY_VERIFY(text->text().isEmpty());
}

void TestAdminWindow::removesAParticipantWithAReason()
{
    createRooms({ u"lounge"_s });
    ChatTestClient *ann = join(u"lounge"_s, u"Ann"_s);
    QString reason;
    connect(ann, &ChatTestClient::received, this, [&reason](const QString &event, const QJsonValue &data) {
        if (event == "kicked"_L1)
            reason = data["reason"_L1].toString();
    });
    RoomPage *page = openRoom(u"lounge"_s);
    QTRY_COMPARE(page->feed().participants().connectedCount(), 1);
    page->findChild<Table *>(u"participants"_s)->selectRow(0);
    auto *kick = page->findChild<QAction *>(u"kick"_s);
    QTRY_VERIFY(kick->isEnabled());
    kick->trigger();
    auto *asking = dialog<KickDialog>();
    QTest::keyClicks(asking->findChild<QLineEdit *>(u"reason"_s), u"too loud"_s);
    QTest::keyClick(asking, Qt::Key_Return);
    QTRY_COMPARE(reason, u"too loud"_s);
    QTRY_COMPARE(page->feed().participants().connectedCount(), 0);
    QVERIFY(!kick->isEnabled());
}

void TestAdminWindow::asksBeforeItClosesARoomWithPeopleInside()
{
    createRooms({ u"lounge"_s, u"empty"_s });
    ChatTestClient *ann = join(u"lounge"_s, u"Ann"_s);
    QSignalSpy heard(ann, &ChatTestClient::received);
    RoomPage *page = openRoom(u"lounge"_s);
    m_admin->window.tabs().setCurrentWidget(&m_admin->window.roomsPage());
    QTRY_COMPARE(m_admin->workspace.rooms().find(u"lounge"_s)->room.participants, 1);
    rooms().selectAll();
    rooms().setFocus();
    QTest::keyClick(&rooms(), Qt::Key_Delete);
    auto *asking = dialog<QMessageBox>();
    QVERIFY2(asking->informativeText().startsWith(u'1'), qPrintable(asking->informativeText()));
    QCOMPARE(asking->textFormat(), Qt::PlainText);
    QTest::keyClick(asking, Qt::Key_Escape);
    QTRY_VERIFY(!m_admin->window.findChild<QMessageBox *>());
    QCOMPARE(rowCount(), 2);

    activate();
    QTest::keyClick(&rooms(), Qt::Key_Delete);
    asking = dialog<QMessageBox>();
    for (QAbstractButton *button : asking->buttons()) {
        if (asking->buttonRole(button) == QMessageBox::DestructiveRole)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_COMPARE(rowCount(), 0);
    QTRY_COMPARE(page->feed().state(), RoomFeed::State::Closed);
    const auto isClosed = [&heard] {
        return std::any_of(heard.begin(), heard.end(), [](const auto &event) { return event[0] == u"closed"_s; });
    };
    QTRY_VERIFY(isClosed());
}

void TestAdminWindow::exportsAHistory()
{
    createRooms({ u"lounge"_s });
    ChatTestClient *ann = join(u"lounge"_s, u"Ann"_s);
    post(ann, u"lounge"_s, u"=1+1"_s, 1'200);
    const auto exportTo = [this](const QString &name, HistoryExport::Format format) {
        const QString path = m_admin->directory.filePath(name);
        m_admin->window.roomsPage().startExport(u"lounge"_s, path, format);
        QFile file(path);
        if (!QTest::qWaitFor([&file] { return file.exists(); }) || !file.open(QIODevice::ReadOnly))
            return QByteArrayList();
        return file.readAll().trimmed().split('\n');
    };
    const QByteArrayList json = exportTo(u"a.jsonl"_s, HistoryExport::Format::JsonLines);
    QCOMPARE(json.size(), 1'200);
    QVERIFY(json.last().contains("\"order\":1200"));
    const QByteArrayList csv = exportTo(u"a.csv"_s, HistoryExport::Format::Csv);
    QCOMPARE(csv.size(), 1'201);
    QVERIFY(csv.last().startsWith("1200,2"));
    QVERIFY(csv.last().contains(",\"'=1+1\",\"text\""));
}

void TestAdminWindow::journalHasTheCommands()
{
    createsARoomByKeyboard();
    JournalModel &journal = m_admin->workspace.journal();
    QTRY_COMPARE(journal.rowCount(), 1);
    QCOMPARE(journal.entry(0).command,
             u"curl -X POST 'http://127.0.0.1:%1/api/v1/rooms' --data-raw "
             "'{\"creatorUsername\":\"operator\",\"roomId\":\"a/b %\"}'"_s.arg(m_server->port()));
    QTRY_VERIFY(!m_admin->window.findChild<NewRoomDialog *>());
    activate();
    QTest::keyClick(&rooms(), Qt::Key_4, Qt::ControlModifier);
    auto *table = m_admin->window.findChild<Table *>(u"journal"_s);
    QTRY_VERIFY(table->isVisible());
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(QGuiApplication::clipboard()->text(), journal.entry(0).command);
}

void TestAdminWindow::catchesUpWithoutAMissingLine()
{
    createRooms({ u"lounge"_s });
    TcpRelay relay(m_server->port());
    m_admin->connectTo(relay.port());
    QTRY_COMPARE(rowCount(), 1);
    ChatTestClient *ann = join(u"lounge"_s, u"Ann"_s);
    post(ann, u"lounge"_s, u"Ann"_s, 50);
    RoomPage *page = openRoom(u"lounge"_s);
    QTRY_COMPARE(ordersOf(page), range(1, 50));

    relay.cut();
    QTRY_COMPARE(page->feed().state(), RoomFeed::State::Stale);
    QTRY_VERIFY(m_admin->window.connectionNotice().isVisible());
    QVERIFY(!m_admin->window.roomsPage().actionList().first()->isEnabled());
    QVERIFY(!QApplication::activeModalWidget());
    post(ann, u"lounge"_s, u"Ann"_s, 300);
    QCOMPARE(ordersOf(page), range(1, 50));
    QVERIFY(relay.restore());
    QTRY_COMPARE_WITH_TIMEOUT(page->feed().state(), RoomFeed::State::Live, 30'000);
    QTRY_COMPARE(ordersOf(page), range(1, 350));
    post(ann, u"lounge"_s, u"Ann"_s, 10);
    QTRY_COMPARE(ordersOf(page), range(1, 360));
    QVERIFY(!m_admin->window.connectionNotice().isVisible());
    QVERIFY(m_admin->window.roomsPage().actionList().first()->isEnabled());
}

void TestAdminWindow::missesNothingOfAServerThatWasKilledAndCameBack()
{
    const QString data = m_admin->directory.filePath(u"data"_s);
    QStringList options{ u"--storage"_s, u"sqlite"_s, u"--data"_s, data };
    m_server = std::make_unique<ServerProcess>();
    QVERIFY(m_server->start(options));
    m_admin->connectTo(m_server->port());
    createRooms({ u"lounge"_s });
    post(join(u"lounge"_s, u"Ann"_s), u"lounge"_s, u"Ann"_s, 50);
    RoomPage *page = openRoom(u"lounge"_s);
    QTRY_COMPARE(ordersOf(page), range(1, 50));

    options += { u"--port"_s, QString::number(m_server->port()) };
    m_server.reset();
    QTRY_COMPARE(page->feed().state(), RoomFeed::State::Stale);
    QVERIFY(m_admin->window.connectionNotice().isVisible());
    QVERIFY(!QApplication::activeModalWidget());
    m_server = std::make_unique<ServerProcess>();
    QVERIFY(m_server->start(options));
    ChatTestClient *ben = join(u"lounge"_s, u"Ben"_s);
    post(ben, u"lounge"_s, u"Ben"_s, 50);
    QTRY_COMPARE_WITH_TIMEOUT(page->feed().state(), RoomFeed::State::Live, 30'000);
    post(ben, u"lounge"_s, u"Ben"_s, 20);
    QTRY_COMPARE(ordersOf(page), range(1, 120));
    QCOMPARE(rowCount(), 1);
}

void TestAdminWindow::roomsThatAKilledServerForgotAreGone()
{
    createRooms({ u"lounge"_s });
    RoomPage *page = openRoom(u"lounge"_s);
    const QString port = QString::number(m_server->port());
    m_server.reset();
    QTRY_VERIFY(m_admin->window.connectionNotice().isVisible());
    QTRY_COMPARE(page->feed().state(), RoomFeed::State::Stale);
    QCOMPARE(rowCount(), 1);
    QTRY_VERIFY(m_admin->window.indicator().text().contains(port));

    m_server = std::make_unique<ServerProcess>();
    QVERIFY(m_server->start({ u"--storage"_s, u"memory"_s, u"--port"_s, port }));
    QTRY_VERIFY_WITH_TIMEOUT(m_admin->workspace.isLive(), 30'000);
    // It kept nothing: the room is no more.
    QTRY_COMPARE(rowCount(), 0);
    QTRY_COMPARE(page->feed().state(), RoomFeed::State::Closed);
}

void TestAdminWindow::testOfAConnectionSaysWhatIsWrong()
{
    m_admin->window.chooseServer();
    auto *connecting = dialog<ConnectDialog>();
    auto *url = connecting->findChild<QLineEdit *>(u"url"_s);
    auto *button = connecting->findChild<QPushButton *>(u"test"_s);
    const auto verdictFor = [&](const QString &address) {
        url->setText(address);
        QTest::mouseClick(button, Qt::LeftButton);
        if (!QTest::qWaitFor([this] { return !m_admin->test.isRunning(); }, 20'000))
            return u"no verdict"_s;
        return textOf(connecting, u"verdict"_s);
    };
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const quint16 freePort = silent.serverPort();
    silent.close();
    QVERIFY(verdictFor(u"http://127.0.0.1:%1"_s.arg(freePort)).contains(u"refused"_s));
    QVERIFY(verdictFor(u"ftp://127.0.0.1"_s).contains(u"http://"_s));
    QVERIFY(verdictFor(u"http://127.0.0.1:%1/other"_s.arg(m_server->port())).contains(u"not a Parlor server"_s));
    QVERIFY(verdictFor(u"http://127.0.0.1:%1"_s.arg(m_server->port())).startsWith(u"This is Parlor"_s));
}

void TestAdminWindow::profilesKeepTheirTokensInTheVault()
{
    m_admin->window.chooseServer();
    auto *connecting = dialog<ConnectDialog>();
    const auto type = [connecting](const QString &field, const QString &text) {
        connecting->findChild<QLineEdit *>(field)->setText(text);
    };
    type(u"url"_s, u"https://chat.example.org"_s);
    type(u"token"_s, u"s3cret"_s);
    type(u"profileName"_s, u"Office"_s);
    auto *keep = connecting->findChild<QAbstractButton *>(u"keepToken"_s);
    QTest::mouseClick(keep, Qt::LeftButton, {}, QPoint(8, keep->height() / 2));
    QTest::mouseClick(connecting->findChild<QPushButton *>(u"saveProfile"_s), Qt::LeftButton);
    QTRY_COMPARE(textOf(connecting, u"verdict"_s), u"Saved."_s);
    QCOMPARE(m_admin->vault.tokens.value(u"Office"_s), u"s3cret"_s);
    QFile settings(m_admin->settings.fileName());
    QVERIFY(settings.open(QIODevice::ReadOnly));
    QVERIFY(!settings.readAll().contains("s3cret"));

    m_admin->vault.isRunning = false;
    QTest::mouseClick(connecting->findChild<QPushButton *>(u"saveProfile"_s), Qt::LeftButton);
    QTRY_VERIFY(textOf(connecting, u"verdict"_s).contains(u"this session only"_s));
    QVERIFY(!m_admin->profiles.find(u"Office"_s)->keepsToken);
}

void TestAdminWindow::hostileMessageIsPlainText()
{
    createRooms({ u"lounge"_s });
    RoomPage *page = openRoom(u"lounge"_s);
    ChatTestClient *ann = join(u"lounge"_s, u"Ann"_s);
    const QString hostile = u"<b>x</b>\u202E\x07"_s + QString(100'000, u'y');
    ann->send(u"exchanges"_s, { { u"roomId"_s, u"lounge"_s }, { u"username"_s, u"Ann"_s }, { u"content"_s, hostile } });
    LineModel &lines = page->feed().stream().lines();
    QTRY_COMPARE(lines.rowCount(), 1);
    const QString shown = lines.index(0, LineModel::Content).data().toString();
    QVERIFY(shown.startsWith(u"<b>x</b>⟨U+202E⟩␇yyy"_s));
    QVERIFY(shown.size() < 500);
    Table &table = page->streamView().table();
    table.selectRow(0);
    QTest::keyClick(&table, Qt::Key_Return);
    auto *detail = page->findChild<QPlainTextEdit *>(u"detailText"_s);
    QTRY_VERIFY(detail->isVisible());
    QCOMPARE(detail->toPlainText(), u"<b>x</b>⟨U+202E⟩␇"_s + QString(100'000, u'y'));
}

void TestAdminWindow::rememberedAreColumnsAndGeometry()
{
    rooms().setColumnHidden(RoomsModel::Creator, true);
    rooms().sortByColumn(RoomsModel::Messages, Qt::DescendingOrder);
    // What is larger than the screen comes back smaller.
    m_admin->window.resize(760, 620);
    m_admin->window.close();
    MainWindow again({ m_admin->workspace,
                       m_admin->settings,
                       { m_admin->profiles, m_admin->vault, m_admin->test, [](const ServerAddress &) {} } });
    QVERIFY(again.roomsPage().table().isColumnHidden(RoomsModel::Creator));
    QVERIFY(!again.roomsPage().table().isColumnHidden(RoomsModel::RoomId));
    QCOMPARE(again.size(), m_admin->window.size());
}

void TestAdminWindow::firstKeyInATableSelects()
{
    createRooms({ u"a"_s, u"b"_s });
    m_admin->window.tabs().setCurrentIndex(0);
    QTest::keyClick(&m_admin->window, Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(rooms().hasFocus());
    QVERIFY(!rooms().selectionModel()->hasSelection());
    QTest::keyClick(&rooms(), Qt::Key_Down);
    QCOMPARE(rooms().selectionModel()->selectedRows().first().row(), 0);
    QTest::keyClick(&rooms(), Qt::Key_Down);
    QCOMPARE(rooms().selectionModel()->selectedRows().first().row(), 1);
    rooms().clearSelection();
    QTest::keyClick(&rooms(), Qt::Key_Return);
    auto *page = qobject_cast<RoomPage *>(m_admin->window.tabs().currentWidget());
    QVERIFY(page);
    QCOMPARE(page->roomId(), u"b"_s);

    // In a stream they begin at what is to be seen, not at the first line.
    post(join(u"b"_s, u"Ann"_s), u"b"_s, u"Ann"_s, 100);
    Table &table = page->streamView().table();
    QTRY_COMPARE(page->feed().stream().lines().rowCount(), 100);
    QTRY_COMPARE(table.verticalScrollBar()->value(), table.verticalScrollBar()->maximum());
    table.setCurrentIndex({});
    table.selectionModel()->setCurrentIndex(table.model()->index(0, 0), QItemSelectionModel::NoUpdate);
    table.scrollToBottom();
    QTest::keyClick(&table, Qt::Key_Up);
    QCOMPARE(table.currentIndex().row(), 99);
}

void TestAdminWindow::tablesAreArrangedByKeyboard()
{
    createRooms({ u"a"_s, u"b"_s });
    const auto choose = [this](const QString &title, const QString &entry) {
        for (QMenu *menu : m_admin->window.menuBar()->findChildren<QMenu *>()) {
            if (QString(menu->title()).remove(u'&') != title)
                continue;
            // As it does when it opens.
            Q_EMIT menu->aboutToShow();
            for (QAction *action : menu->actions()) {
                if (action->text() == entry && action->isEnabled() && menu->isEnabled())
                    return action->trigger(), true;
            }
        }
        return false;
    };
    // Where there is no table, there is nothing to choose; that does not stay so.
    m_admin->window.tabs().setCurrentIndex(0);
    QVERIFY(!choose(u"Columns"_s, u"Creator"_s));
    QVERIFY(!choose(u"Sort by"_s, u"Room"_s));
    m_admin->window.tabs().setCurrentWidget(&m_admin->window.roomsPage());
    QVERIFY(choose(u"Columns"_s, u"Creator"_s));
    QVERIFY(rooms().isColumnHidden(RoomsModel::Creator));
    QCOMPARE(rooms().model()->index(0, RoomsModel::RoomId).data().toString(), u"a"_s);
    QVERIFY(choose(u"Sort by"_s, u"Room"_s));
    QCOMPARE(rooms().model()->index(0, RoomsModel::RoomId).data().toString(), u"b"_s);
    QVERIFY(!choose(u"Sort by"_s, u"Creator"_s));
}

void TestAdminWindow::sheetHasEveryShortcut()
{
    createRooms({ u"lounge"_s });
    openRoom(u"lounge"_s);
    QTest::keyClick(&m_admin->window, Qt::Key_F1);
    QTRY_VERIFY(QApplication::activeModalWidget());
    QStringList shown;
    for (const QLabel *label : QApplication::activeModalWidget()->findChildren<QLabel *>())
        shown.append(label->text());
    for (const QAction *action : m_admin->window.findChildren<QAction *>()) {
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        QVERIFY2(keys.isEmpty() || shown.contains(keys), qPrintable(action->text() + u' ' + keys));
    }
}

QTEST_MAIN(TestAdminWindow)
#include "TestAdminWindow.moc"
