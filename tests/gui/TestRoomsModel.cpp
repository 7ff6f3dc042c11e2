// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeServer.h"
#include "model/Message.h"
#include "models/RoomsModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace parlor;
using namespace parlor::admin;
using namespace Qt::StringLiterals;

namespace {

Room room(const QString &roomId, qint64 messages = 0, const QString &creator = u"Ann"_s)
{
    return { roomId, creator, 1769860800000, 0, messages, 1769860800000 };
}

QByteArray pageJson(const QList<Room> &rooms, const QByteArray &cursor = "null")
{
    QByteArrayList items;
    for (const Room &one : rooms)
        items.append(one.toJson());
    return "{\"items\":[" + items.join(',') + "],\"total\":" + QByteArray::number(rooms.size()) + ",\"nextCursor\":"
        + cursor + '}';
}

QByteArray roomsFrame(const QByteArray &type, const Room &one)
{
    return "{\"event\":\"rooms\",\"data\":{\"type\":\"" + type + "\",\"room\":" + one.toJson() + "}}";
}

QByteArray exchangeFrame(const QByteArray &roomIdJson)
{
    const Message message{ 1, Message::makeMembers(u"Bob"_s, u"hi"_s, "2026-02-01T12:00:00.000Z", {}) };
    return "{\"event\":\"exchanges\",\"data\":" + message.toEventJson(roomIdJson, "null") + '}';
}

} // namespace

class TestRoomsModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsThePagesOfTheListing();
    void saysWhyTheListingCannotBeRead();
    void roomsComeAndGoAsTheyAreTold();
    void messagesAreCounted();
    void roomThatWasClosedDoesNotComeBackWithAnOldPage();
    void roomThatIsNotListedAnyMoreGoes();
    void keepsWhatItKnewWithoutAConnection();
    void sortsByEachColumn_data();
    void sortsByEachColumn();
    void filterFindsPartsOfNames();
    void selectionStaysWithItsRoom();
    void manyChangesAtOnceAreNeverAReset();
    void hostileNamesAreShownHarmlessly();

private:
    /// Answers the listing, as one page.
    void list(const QList<Room> &rooms);
    /// Which begins another listing at once.
    void connectAgain();
    QStringList shown() const;

    std::unique_ptr<FakeTransport> m_transport;
    std::unique_ptr<FakeLink> m_link;
    std::unique_ptr<RestClient> m_rest;
    std::unique_ptr<LiveClient> m_live;
    std::unique_ptr<RoomBook> m_book;
    std::unique_ptr<RoomsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestRoomsModel::init()
{
    m_tester.reset();
    m_model.reset();
    m_book.reset();
    m_live.reset();
    m_rest.reset();
    m_transport = std::make_unique<FakeTransport>();
    m_link = std::make_unique<FakeLink>();
    m_rest = std::make_unique<RestClient>(*m_transport);
    m_live = std::make_unique<LiveClient>(*m_link);
    m_book = std::make_unique<RoomBook>(*m_rest, *m_live);
    m_model = std::make_unique<RoomsModel>(*m_book);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_live->open(*ServerAddress::parse(u"127.0.0.1:1"_s));
    Q_EMIT m_link->opened();
}

void TestRoomsModel::list(const QList<Room> &rooms)
{
    FakeCall *call = nullptr;
    if (!QTest::qWaitFor([&] { return (call = m_transport->take("/rooms")) != nullptr; }))
        qFatal("Nobody asks for the rooms");
    call->answer(200, pageJson(rooms));
}

void TestRoomsModel::connectAgain()
{
    Q_EMIT m_link->ended(LiveLink::Ending::Lost, u"It broke."_s);
    m_live->retryNow();
    Q_EMIT m_link->opened();
}

QStringList TestRoomsModel::shown() const
{
    QStringList ids;
    for (int row = 0; row < m_model->rowCount(); ++row)
        ids.append(m_model->room(row).roomId);
    return ids;
}

void TestRoomsModel::readsThePagesOfTheListing()
{
    QVERIFY(m_link->sent.first().contains("\"roomId\":\"*\""));
    m_transport->take("/rooms")->answer(200, pageJson({ room(u"b"_s) }, "\"next\""));
    QVERIFY(!m_book->isComplete());
    FakeCall *second = m_transport->take("/rooms");
    QVERIFY(second->request.query.contains("cursor=next"));
    second->answer(200, pageJson({ room(u"a"_s) }));
    QVERIFY(m_book->isComplete());
    QCOMPARE(shown(), QStringList({ u"a"_s, u"b"_s }));
}

void TestRoomsModel::saysWhyTheListingCannotBeRead()
{
    const QSignalSpy changed(m_book.get(), &RoomBook::problemChanged);
    m_transport->take("/rooms")->fail(ApiError::timedOut(15));
    QCOMPARE(m_book->problem(), ApiError::timedOut(15).text);
    list({ room(u"a"_s) });
    QVERIFY(m_book->isComplete());
    QVERIFY(m_book->problem().isEmpty());
    QCOMPARE(changed.size(), 2);
}

void TestRoomsModel::roomsComeAndGoAsTheyAreTold()
{
    list({ room(u"b"_s), room(u"d"_s) });
    m_link->receive({ roomsFrame("created", room(u"c"_s)), roomsFrame("created", room(u"a"_s)),
                      roomsFrame("closed", room(u"b"_s)), roomsFrame("created", room(u"x"_s)),
                      roomsFrame("closed", room(u"x"_s)) });
    QCOMPARE(shown(), QStringList({ u"a"_s, u"c"_s, u"d"_s }));
}

void TestRoomsModel::messagesAreCounted()
{
    list({ room(u"a"_s, 4), room(u"b"_s, 5) });
    m_model->sort(RoomsModel::Messages, Qt::DescendingOrder);
    QCOMPARE(shown().first(), u"b"_s);
    m_link->receive({ exchangeFrame("\"a\""), exchangeFrame("\"a\"") });
    QTRY_COMPARE(shown().first(), u"a"_s);
    QCOMPARE(m_model->room(0).messages, 6);
    QCOMPARE(m_model->room(0).lastActivityAt, fromIsoString(u"2026-02-01T12:00:00.000Z"_s).value());
    QCOMPARE(m_model->index(0, RoomsModel::PerSecond).data().toString(), QLocale().toString(0.4, 'f', 1));
}

void TestRoomsModel::roomThatWasClosedDoesNotComeBackWithAnOldPage()
{
    m_link->receive({ roomsFrame("closed", room(u"a"_s)) });
    list({ room(u"a"_s), room(u"b"_s) });
    QCOMPARE(shown(), QStringList({ u"b"_s }));
}

void TestRoomsModel::roomThatIsNotListedAnyMoreGoes()
{
    list({ room(u"a"_s), room(u"b"_s) });
    connectAgain();
    list({ room(u"b"_s, 7) });
    QCOMPARE(shown(), QStringList({ u"b"_s }));
}

void TestRoomsModel::keepsWhatItKnewWithoutAConnection()
{
    list({ room(u"a"_s) });
    Q_EMIT m_link->ended(LiveLink::Ending::Lost, u"It broke."_s);
    QCOMPARE(shown(), QStringList({ u"a"_s }));
    m_live->retryNow();
    Q_EMIT m_link->opened();
    list({ room(u"b"_s) });
    QCOMPARE(shown(), QStringList({ u"b"_s }));
}

void TestRoomsModel::sortsByEachColumn_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("order");
    QTest::newRow("room") << int(RoomsModel::RoomId) << u"abc"_s;
    QTest::newRow("creator") << int(RoomsModel::Creator) << u"cab"_s;
    QTest::newRow("participants") << int(RoomsModel::Participants) << u"bca"_s;
    QTest::newRow("messages") << int(RoomsModel::Messages) << u"cba"_s;
    QTest::newRow("last activity") << int(RoomsModel::LastActivity) << u"acb"_s;
    QTest::newRow("created") << int(RoomsModel::Created) << u"bac"_s;
}

void TestRoomsModel::sortsByEachColumn()
{
    QFETCH(int, column);
    QFETCH(QString, order);
    list({ { u"a"_s, u"y"_s, 2, 3, 30, 10 }, { u"b"_s, u"z"_s, 1, 1, 20, 30 }, { u"c"_s, u"x"_s, 3, 2, 10, 20 } });
    m_model->sort(column, Qt::AscendingOrder);
    QCOMPARE(shown().join(QString()), order);
    m_model->sort(column, Qt::DescendingOrder);
    std::reverse(order.begin(), order.end());
    QCOMPARE(shown().join(QString()), order);
}

void TestRoomsModel::filterFindsPartsOfNames()
{
    list({ room(u"Lounge"_s, 0, u"Zoë"_s), room(u"ops"_s), room(u"night-ops"_s) });
    m_model->setFilter(u"OPS"_s);
    QCOMPARE(shown(), QStringList({ u"night-ops"_s, u"ops"_s }));
    m_model->setFilter(u"zo"_s);
    QCOMPARE(shown(), QStringList({ u"Lounge"_s }));
    m_link->receive({ roomsFrame("created", room(u"zoo"_s)), roomsFrame("created", room(u"other"_s)) });
    QCOMPARE(shown(), QStringList({ u"Lounge"_s, u"zoo"_s }));
    m_model->setFilter({});
    QCOMPARE(m_model->rowCount(), 5);
}

void TestRoomsModel::selectionStaysWithItsRoom()
{
    list({ room(u"b"_s, 1), room(u"c"_s, 2) });
    const QPersistentModelIndex selected = m_model->index(m_model->rowOf(u"c"_s), 0);
    m_link->receive({ roomsFrame("created", room(u"a"_s, 3)), roomsFrame("closed", room(u"b"_s)) });
    QCOMPARE(m_model->room(selected.row()).roomId, u"c"_s);
    m_model->sort(RoomsModel::Messages, Qt::DescendingOrder);
    QCOMPARE(m_model->room(selected.row()).roomId, u"c"_s);
}

void TestRoomsModel::manyChangesAtOnceAreNeverAReset()
{
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    QList<Room> first;
    QList<Room> second;
    for (int i = 0; i < 1000; ++i) {
        first.append(room(u"room %1"_s.arg(i)));
        if (i % 3)
            second.append(room(u"room %1"_s.arg(i), i));
        second.append(room(u"new %1"_s.arg(i)));
    }
    list(first);
    QTRY_COMPARE(m_model->rowCount(), 1000);
    const QPersistentModelIndex kept = m_model->index(m_model->rowOf(u"room 500"_s), 0);
    const QPersistentModelIndex gone = m_model->index(m_model->rowOf(u"room 501"_s), 0);
    connectAgain();
    list(second);
    QTRY_COMPARE(m_model->rowCount(), int(second.size()));
    const QStringList sorted = shown();
    QCOMPARE(m_model->room(kept.row()).roomId, u"room 500"_s);
    QVERIFY(!gone.isValid());
    m_model->setFilter(u"new"_s);
    QCOMPARE(m_model->rowCount(), 1000);
    m_model->setFilter({});
    QCOMPARE(shown(), sorted);
    QCOMPARE(resets.size(), 0);
}

void TestRoomsModel::hostileNamesAreShownHarmlessly()
{
    list({ room(u"<img src=x>\u202Eevil"_s) });
    const QModelIndex index = m_model->index(0, RoomsModel::RoomId);
    QCOMPARE(index.data().toString(), u"<img src=x>⟨U+202E⟩evil"_s);
    QCOMPARE(index.data(Qt::ToolTipRole).toString(), u"<span>&lt;img src=x&gt;⟨U+202E⟩evil</span>"_s);
}

QTEST_GUILESS_MAIN(TestRoomsModel)
#include "TestRoomsModel.moc"
