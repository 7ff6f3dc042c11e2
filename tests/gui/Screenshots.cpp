// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "AdminFixture.h"

#include "support/ChatTestClient.h"
#include "support/ServerProcess.h"
#include "widgets/Appearance.h"
#include "widgets/NewRoomDialog.h"
#include "widgets/RoomPage.h"
#include "widgets/RoomsPage.h"
#include "widgets/StreamView.h"
#include "widgets/Table.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>
#include <QTranslator>

#include <cmath>
#include <cstdio>
#include <memory>
#include <vector>

using namespace parlor;
using namespace parlor::admin;
using namespace Qt::StringLiterals;

namespace {

/// People who talk in rooms of a server, so that there is something to see.
class Company {
public:
    explicit Company(quint16 port) : m_port(port) {}

    void join(const QString &roomId, const QString &username)
    {
        auto client = std::make_unique<ChatTestClient>(
            m_clients.size() % 3 ? ChatTestClient::Protocol::SocketIo : ChatTestClient::Protocol::Plain, m_port);
        ChatTestClient *raw = client.get();
        m_clients.push_back({ roomId, username, std::move(client) });
        if (!QTest::qWaitFor([raw] { return raw->isReady(); }))
            qFatal("A client does not connect");
        raw->send(u"participants"_s, { { u"roomId"_s, roomId }, { u"username"_s, username } });
    }

    void say(const QString &username, const QString &content)
    {
        for (const Member &member : m_clients) {
            if (member.username == username)
                member.client->send(u"exchanges"_s, { { u"roomId"_s, member.roomId },
                                                      { u"username"_s, username },
                                                      { u"content"_s, content } });
        }
    }

    void leave(const QString &username)
    {
        std::erase_if(m_clients, [&username](const Member &member) { return member.username == username; });
    }

private:
    struct Member {
        QString roomId;
        QString username;
        std::unique_ptr<ChatTestClient> client;
    };

    const quint16 m_port;
    std::vector<Member> m_clients;
};

class Photographer {
public:
    Photographer(const QString &directory, const QString &suffix) : m_directory(directory), m_suffix(suffix) {}

    void take(QWidget &widget, const QString &name)
    {
        // Whatever was put off until the window is idle is done first.
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        const QString path = QDir(m_directory).filePath(u"admin-"_s + name + m_suffix + u".png"_s);
        if (!widget.grab().save(path))
            qFatal("A picture cannot be written");
        std::printf("%s\n", qPrintable(path));
    }

private:
    const QString m_directory;
    const QString m_suffix;
};

const QStringList Lines{
    u"Good morning! Is the maintenance window still at noon?"_s,
    u"Yes. The standby takes over at 11:55, nobody should notice."_s,
    u"مرحبا بالجميع، هل كل شيء جاهز؟"_s,
    u"👋🏽 from the night shift — 3 tickets open, none urgent 🎉"_s,
    u"<b>not bold</b> & <script>alert('not run')</script>"_s,
    u"שלום, אני מצטרף עכשיו"_s,
    u"file \u202Egpj.exe looks like a picture; \u0007 rings no bell"_s,
    u"多语言测试:所有人都能看到同样的顺序。"_s,
    u"A longer line, to see what happens where a column ends: the whole of it is one Enter away, in the pane below, "
    "where it is wrapped and can be copied as it was sent, whatever is in it."_s,
    u"👨‍👩‍👧‍👦 and é (two code points) stay what they are"_s,
};

const QStringList People{ u"Ann"_s, u"Ben"_s, u"مريم"_s, u"Cleo 🌙"_s, u"דנה"_s, u"Björn Ångström"_s, u"王小明"_s };

void createRoom(AdminFixture &admin, const QString &roomId, const QString &creator)
{
    bool isDone = false;
    admin.workspace.rest().createRoom(roomId, creator, &admin.workspace, [&isDone](const auto &) { isDone = true; });
    if (!QTest::qWaitFor([&isDone] { return isDone; }))
        qFatal("A room is not created");
}

/// An hour of figures, as if the program had been open for so long.
void inventHour(StatsHistory &stats)
{
    ServerStats sample = stats.latest().value_or(ServerStats());
    sample.messagesPosted = 0;
    stats.clear();
    for (int second = 0; second <= 3600; second += 2) {
        const double wave = 40 + 25 * std::sin(second / 330.0) + 12 * std::sin(second / 41.0)
            + (second > 2500 && second < 2700 ? 60 : 0) + (second * 7919 % 13);
        sample.messagesPosted += qint64(wave * 2);
        sample.messagesStored = sample.messagesPosted;
        sample.socketIo = 180 + qint64(40 * std::sin(second / 700.0));
        sample.plainWebSocket = 46 + second % 5;
        sample.http = 6 + second / 60 % 4;
        sample.participants = sample.socketIo + sample.plainWebSocket - 20;
        sample.rooms = 24 + second / 600;
        sample.uptime = 266'400 + second;
        stats.add(sample, qint64(second) * 1000 - 3'600'000);
    }
}

void fill(AdminFixture &admin, Company &company)
{
    createRoom(admin, u"support"_s, u"Ann"_s);
    for (const QString &name : QStringList{ u"lounge"_s, u"release 1.0 🚀"_s, u"غرفة الاجتماعات"_s, u"ops/night-shift"_s,
                                 u"customer-4711 · "_s + QString(90, u'x'), u"sandbox & <b>bold</b>"_s, u"חדר צוות"_s,
                                 u"incident-2031"_s, u"incident-2032"_s, u"会议室"_s, u"empty"_s })
        createRoom(admin, name, People[name.size() % People.size()]);
    for (int i = 1; i <= 14; ++i)
        createRoom(admin, u"class-%1"_s.arg(i), u"school"_s);
    for (const QString &name : People)
        company.join(u"support"_s, name);
    company.join(u"lounge"_s, u"Dora"_s);
    company.join(u"lounge"_s, u"Emil"_s);
    company.join(u"incident-2031"_s, u"on-call"_s);
    company.join(u"support"_s, u"Visitor"_s);
    for (int i = 0; i < 42; ++i) {
        company.say(People[i % People.size()], Lines[i % Lines.size()]);
        // One after the other, as people do; without it each connection's lines would come together.
        const auto isSaid = [&admin, i] {
            const auto *entry = admin.workspace.rooms().find(u"support"_s);
            return entry && entry->room.messages > i;
        };
        if (!QTest::qWaitFor(isSaid))
            qFatal("Nobody hears what is said");
        if (i % 4 == 0)
            company.say(u"Dora"_s, u"Tea is ready."_s);
        if (i % 5 == 0)
            company.say(u"on-call"_s, u"Looking into it."_s);
    }
    company.leave(u"Visitor"_s);
}

template <typename Dialog>
Dialog *openDialog(AdminFixture &admin)
{
    Dialog *dialog = nullptr;
    if (!QTest::qWaitFor([&] { return (dialog = admin.window.findChild<Dialog *>()) && dialog->isVisible(); }))
        qFatal("A dialog does not open");
    return dialog;
}

void takeAll(Photographer &camera, const QSize &size)
{
    ServerProcess server;
    if (!server.start({ u"--storage"_s, u"memory"_s }))
        qFatal("The server does not start");
    AdminFixture admin;
    admin.window.resize(size);
    admin.window.show();
    camera.take(admin.window, u"start"_s);
    admin.connectTo(server.port());
    const auto waitFor = [](const auto &condition) {
        if (!QTest::qWaitFor(condition, 20'000))
            qFatal("What is to be seen does not appear");
    };
    const auto show = [&admin](int tab) { admin.window.tabs().setCurrentIndex(tab); };
    waitFor([&] { return admin.workspace.rooms().isComplete(); });
    camera.take(admin.window, u"no-rooms"_s);
    Company company(server.port());
    fill(admin, company);
    waitFor([&] {
        const auto *entry = admin.workspace.rooms().find(u"support"_s);
        return entry && entry->room.messages == 42 && entry->room.participants == People.size();
    });

    Table &rooms = admin.window.roomsPage().table();
    rooms.selectRow(3);
    camera.take(admin.window, u"rooms"_s);
    QMetaObject::invokeMethod(admin.window.roomsPage().actionList().first(), &QAction::trigger, Qt::QueuedConnection);
    auto *newRoom = openDialog<NewRoomDialog>(admin);
    newRoom->findChild<QLineEdit *>(u"roomId"_s)->setText(u"lounge"_s);
    QTest::keyClick(newRoom, Qt::Key_Return);
    waitFor([newRoom] { return !newRoom->findChild<QLabel *>(u"roomIdError"_s)->text().isEmpty(); });
    camera.take(*newRoom, u"new-room"_s);
    newRoom->reject();

    admin.window.openRoom(u"support"_s);
    auto *page = qobject_cast<RoomPage *>(admin.window.tabs().currentWidget());
    waitFor([page] { return page->feed().stream().lines().lineCount() == 42; });
    waitFor([page] { return page->feed().participants().rowCount() >= People.size(); });
    camera.take(admin.window, u"room"_s);
    page->findChild<QLineEdit *>(u"filter"_s)->setText(u"the"_s);
    QTest::keyClick(page->findChild<QLineEdit *>(u"filter"_s), Qt::Key_Return);
    page->streamView().table().selectRow(2);
    QTest::keyClick(&page->streamView().table(), Qt::Key_Return);
    camera.take(admin.window, u"room-filter"_s);
    page->findChild<QLineEdit *>(u"filter"_s)->setText({});
    QTest::keyClick(page->findChild<QLineEdit *>(u"filter"_s), Qt::Key_Return);
    QTest::keyClick(&page->streamView().table(), Qt::Key_Escape);

    show(2);
    camera.take(admin.window, u"all-rooms"_s);
    inventHour(admin.workspace.stats());
    show(0);
    camera.take(admin.window, u"overview"_s);
    admin.workspace.rest().closeRoom(u"no such room"_s, &admin.workspace, [](const auto &) {});
    admin.workspace.rest().post(u"support"_s, u"operator"_s, u"It's noon: \"maintenance\" begins"_s, &admin.workspace,
                                [](const auto &) {});
    waitFor([&] { return admin.workspace.journal().rowCount() >= 29; });
    show(3);
    camera.take(admin.window, u"journal"_s);

    admin.profiles.save({ u"At home"_s, u"http://127.0.0.1:3000"_s, false });
    admin.profiles.save({ u"Office"_s, u"https://chat.example.org"_s, true });
    admin.window.chooseServer();
    auto *connecting = openDialog<ConnectDialog>(admin);
    connecting->findChild<QLineEdit *>(u"url"_s)->setText(u"http://127.0.0.1:9"_s);
    QTest::mouseClick(connecting->findChild<QPushButton *>(u"test"_s), Qt::LeftButton);
    waitFor([&] { return !admin.test.isRunning(); });
    camera.take(*connecting, u"connect"_s);
    connecting->reject();
    admin.window.menuBar()->actions().last()->menu()->actions().first()->trigger();
    QDialog *sheet = nullptr;
    waitFor([&] { return (sheet = qobject_cast<QDialog *>(QApplication::activeModalWidget())); });
    camera.take(*sheet, u"shortcuts"_s);
    sheet->reject();

    server.stop();
    waitFor([&] { return !admin.workspace.isLive(); });
    show(1);
    camera.take(admin.window, u"disconnected"_s);
}

} // namespace

/// Takes a picture of each view into a directory: `AdminScreenshots DIRECTORY [light|dark] [WIDTHxHEIGHT]`.
int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QString tone = arguments.value(2, u"light"_s);
    const QStringList measures = arguments.value(3, u"1180x720"_s).split(u'x');
    QTranslator translator;
    if (translator.load(QLocale(), u"parlor_admin"_s, u"_"_s, u":/translations"_s))
        QCoreApplication::installTranslator(&translator);
    apply(toAppearance(tone));
    Photographer camera(arguments.value(1, u"."_s), u"-"_s + tone);
    takeAll(camera, QSize(measures.value(0).toInt(), measures.value(1).toInt()));
    return 0;
}
