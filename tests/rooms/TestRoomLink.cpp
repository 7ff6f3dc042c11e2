// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomFeed.h"
#include "rooms/RoomLink.h"
#include "storage/MemoryRoomStore.h"
#include "support/LoopThread.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <type_traits>
#include <vector>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

/// The rooms on a thread of their own, and two workers.
struct Server {
    explicit Server(std::unique_ptr<RoomStore> storeOfTest = std::make_unique<MemoryRoomStore>(),
                    qint64 gatherNs = RoomLink::DefaultGatherNs) :
        store(std::move(storeOfTest)),
        manager(std::make_unique<RoomManager>(*store, RoomSettings()))
    {
        for (quint16 i = 0; i < 2; ++i)
            links.push_back(std::make_unique<RoomLink>(*manager, *manager->addFeed(), i, gatherNs));
        roomsThread.adopt(manager.get());
        for (quint16 i = 0; i < 2; ++i)
            workers[i].adopt(links[i].get());
    }
    ~Server()
    {
        // Each on its thread, so that nobody posts to a thread that is ending.
        for (quint16 i = 0; i < 2; ++i) {
            workers[i].run([this, i] { links[i].reset(); });
            workers[i].stop();
        }
        roomsThread.run([this] { manager.reset(); });
        roomsThread.stop();
    }

    std::unique_ptr<RoomStore> store;
    std::unique_ptr<RoomManager> manager;
    std::vector<std::unique_ptr<RoomLink>> links;
    LoopThread roomsThread;
    LoopThread workers[2];

    /// Creates a room and waits for it.
    bool create(const QString &roomId)
    {
        Tally done;
        bool created = false;
        workers[0].run([&] {
            links[0]->createRoom(roomId, u"owner"_s, [&](const Result<Room> &room) {
                created = room.has_value();
                done.add();
            });
        });
        return done.await() && created;
    }
    /// Until the rooms thread has done what it was sent before, and its answers are on their way.
    void passThroughRooms() { roomsThread.run([] {}); }
};

PostRequest posting(MemberId sender, quint64 ticket)
{
    PostRequest request;
    request.sender = sender;
    request.roomId = u"a"_s;
    request.username = u"poster"_s;
    request.socketId = QString::number(sender);
    request.members = R"("content":"hi")";
    request.ticket = ticket;
    return request;
}

/// Keeps each completion after it ran, as a store with a thread of its own may for a while.
class KeepingStore final : public RoomStore {
public:
    void onTrimmed(Trimmed) override { }
    void load(Done<StoredRooms> done) override { keep(done, StoredRooms()); }
    void createRoom(const StoredRoom &, Done<void> done) override { keep(done, Result<void>()); }
    void closeRoom(RoomKey, Done<void> done) override { keep(done, Result<void>()); }
    void append(QList<NewMessage>, Done<void> done) override { keep(done, Result<void>()); }
    void findMessages(QList<ClientMessageRef>, Done<QList<KnownMessage>> done) override
    {
        keep(done, QList<KnownMessage>());
    }
    void read(RoomKey, MessageRange, Done<MessagePage> done) override { keep(done, MessagePage()); }
    void proveWritable(Done<void> done) override { keep(done, Result<void>()); }
    void recordPresence(QList<PresenceRecord>) override { }
    void addBan(const Ban &, Done<qint64> done) override { keep(done, qint64(1)); }
    void removeBan(qint64, Done<void> done) override { keep(done, Result<void>()); }
    void addMute(const StoredMute &, Done<void> done) override { keep(done, Result<void>()); }
    void removeMute(RoomKey, const QString &, Done<void> done) override { keep(done, Result<void>()); }
    void recordAudit(const AuditEntry &, Done<void> done) override { keep(done, Result<void>()); }
    void readAudit(AuditRange, Done<QList<AuditEntry>> done) override { keep(done, QList<AuditEntry>()); }

private:
    template <typename T>
    void keep(const Done<T> &done, const std::type_identity_t<Result<T>> &result)
    {
        m_kept.emplace_back([done, result] { done(result); });
        if (!m_context)
            m_context = std::make_unique<QObject>();
        QMetaObject::invokeMethod(m_context.get(), m_kept.back(), Qt::QueuedConnection);
    }

    std::vector<std::function<void()>> m_kept;
    std::unique_ptr<QObject> m_context;
};

/// Notes the thread that destroys it.
class Witness {
public:
    explicit Witness(std::atomic<QThread *> &endedOn) :
        m_endedOn(endedOn)
    {
    }
    ~Witness() { m_endedOn = QThread::currentThread(); }
    Q_DISABLE_COPY_MOVE(Witness)

private:
    std::atomic<QThread *> &m_endedOn;
};

} // namespace

class TestRoomLink : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answerRunsOnItsWorker();
    void everyRequestIsAnswered();
    void requestsOfATurnKeepTheirOrder();
    void answersKeepTheirPlaceAmongTheEvents();
    void callbackEndsOnItsWorker();
    void callbackEndsOnItsWorkerWhateverTheStoreKeeps();
    void callbackMayBeLeftOut();
    void workersPostAtTheSameTime();
    void whatIsGatheredWaitsUntilGatheringEnds();
    void whatIsGatheredIsSentInTime();
    void linkMayEndBeforeItsAnswers();
    void managerMayEndBeforeTheLink();
    void linkEndsWhileEventsArrive();
};

void TestRoomLink::answerRunsOnItsWorker()
{
    Server server;
    Tally done;
    QThread *answeredOn = nullptr;
    server.workers[1].run([&] {
        server.links[1]->createRoom(u"a"_s, u"owner"_s, [&](const Result<Room> &) {
            answeredOn = QThread::currentThread();
            done.add();
        });
    });
    QVERIFY(done.await());
    QCOMPARE(answeredOn, server.workers[1].thread());
    QCOMPARE(server.links[1]->worker(), quint16(1));
}

void TestRoomLink::everyRequestIsAnswered()
{
    Server server;
    QVERIFY(server.create(u"a"_s));
    QStringList answered;
    Tally done;
    const auto note = [&](const QString &what) {
        return [&, what](const auto &result) {
            answered.append(result ? what : u"failed "_s + what);
            done.add();
        };
    };
    server.workers[0].run([&] {
        RoomLink &link = *server.links[0];
        const MemberId ann = makeMemberId(0, 1);
        const MemberId bob = makeMemberId(0, 2);
        link.join({ ann, u"a"_s, u"ann"_s, u"s1"_s, {}, {} }, note(u"join"_s));
        link.observe({ bob, u"a"_s, {}, {} }, note(u"observe"_s));
        link.typing(ann, u"a"_s, true, note(u"typing"_s));
        link.findRoom(u"a"_s, note(u"find"_s));
        link.listRooms(note(u"list"_s));
        link.listParticipants(u"a"_s, note(u"participants"_s));
        link.count(note(u"count"_s));
        link.kick(u"a"_s, u"s1"_s, {}, note(u"kick"_s));
        link.listBans(note(u"bans"_s));
        link.findBan(1, note(u"ban"_s));
        link.listMutes(u"a"_s, note(u"mutes"_s));
        link.leave(ann, u"a"_s, note(u"leave"_s));
        link.unobserve(bob, u"a"_s, note(u"unobserve"_s));
        link.findRoom(u"b"_s, note(u"find b"_s));
    });
    QVERIFY(done.await(14));
    QCOMPARE(answered,
             QStringList({ u"join"_s, u"observe"_s, u"typing"_s, u"find"_s, u"list"_s, u"participants"_s,
                           u"count"_s, u"kick"_s, u"bans"_s, u"failed ban"_s, u"mutes"_s, u"leave"_s, u"unobserve"_s,
                           u"failed find b"_s }));
    server.workers[0].run([&] {
        server.links[0]->readMessages(u"a"_s, {}, note(u"read"_s));
        server.links[0]->mute(u"a"_s, Mute(), note(u"mute"_s));
        server.links[0]->unmute(u"a"_s, {}, note(u"unmute"_s));
        server.links[0]->ban(Ban(), note(u"make a ban"_s));
        server.links[0]->unban(1, note(u"unban"_s));
        server.links[0]->recordAudit(AuditEntry(), note(u"record"_s));
        server.links[0]->readAudit({}, note(u"read audit"_s));
        server.links[0]->closeRoom(u"a"_s, u"boss"_s, note(u"close"_s));
    });
    QVERIFY(done.await(8));
    answered = answered.mid(14);
    answered.sort();
    // What has nothing to ask of the store is refused before.
    QCOMPARE(answered,
             QStringList({ u"close"_s, u"failed unban"_s, u"failed unmute"_s, u"make a ban"_s, u"mute"_s, u"read"_s,
                           u"read audit"_s, u"record"_s }));
}

void TestRoomLink::requestsOfATurnKeepTheirOrder()
{
    Server server;
    QVERIFY(server.create(u"a"_s));
    const MemberId ann = makeMemberId(0, 1);
    Tally done;
    QStringList story;
    server.workers[0].run([&] {
        RoomLink &link = *server.links[0];
        QObject::connect(&link, &RoomLink::received, &link, [&](const RoomEvent &event) {
            if (const auto *answer = std::get_if<PostAnswer>(&event)) {
                story.append(answer->error ? u"refused"_s : u"posted %1"_s.arg(answer->order));
                done.add();
            }
        });
        // Only in this order may all of them succeed.
        PostRequest post = posting(ann, 1);
        post.joins = false;
        link.join({ ann, u"a"_s, u"ann"_s, u"s1"_s, {}, {} }, [](const auto &) {});
        link.post(post);
        link.leave(ann, u"a"_s, [](const auto &) {});
        link.post(post);
        link.disconnected(ann);
    });
    QVERIFY(done.await(2));
    QCOMPARE(story, QStringList({ u"refused"_s, u"posted 1"_s }));
}

void TestRoomLink::answersKeepTheirPlaceAmongTheEvents()
{
    Server server;
    QVERIFY(server.create(u"a"_s));
    const MemberId ann = makeMemberId(0, 1);
    Tally done;
    QStringList story;
    server.workers[0].run([&] {
        RoomLink &link = *server.links[0];
        QObject::connect(&link, &RoomLink::received, &link, [&](const RoomEvent &event) {
            if (std::holds_alternative<EnterEvent>(event))
                story.append(u"enter"_s);
            if (std::holds_alternative<ExchangeEvent>(event))
                story.append(u"exchange"_s);
            if (std::holds_alternative<Reply>(event))
                story.append(u"reply"_s);
        });
        link.join({ ann, u"a"_s, u"ann"_s, u"s1"_s, {}, {} },
                  [&](const Result<JoinAnswer> &) { story.append(u"joined"_s); });
        link.post(posting(0, 0), [&](const Result<PostedMessage> &) {
            story.append(u"posted"_s);
            done.add();
        });
    });
    QVERIFY(done.await());
    QCOMPARE(story, QStringList({ u"enter"_s, u"joined"_s, u"exchange"_s, u"posted"_s }));
}

void TestRoomLink::callbackEndsOnItsWorker()
{
    Server server;
    // Often, because it is a race that would end it elsewhere.
    for (int i = 0; i < 200; ++i) {
        std::atomic<QThread *> end = nullptr;
        Tally answered;
        server.workers[0].run([&] {
            auto witness = std::make_shared<Witness>(end);
            server.links[0]->count([witness = std::move(witness), &answered](const auto &) { answered.add(); });
        });
        QVERIFY(answered.await());
        server.passThroughRooms();
        server.workers[0].run([] {});
        QCOMPARE(end.load(), server.workers[0].thread());
    }
}

void TestRoomLink::callbackEndsOnItsWorkerWhateverTheStoreKeeps()
{
    Server server(std::make_unique<KeepingStore>());
    std::atomic<QThread *> end = nullptr;
    Tally answered;
    server.workers[0].run([&] {
        auto witness = std::make_shared<Witness>(end);
        server.links[0]->createRoom(u"a"_s, u"owner"_s, [witness = std::move(witness), &answered](const auto &) {
            answered.add();
        });
    });
    QVERIFY(answered.await());
    server.workers[0].run([] {});
    QCOMPARE(end.load(), server.workers[0].thread());
}

void TestRoomLink::callbackMayBeLeftOut()
{
    Server server;
    QVERIFY(server.create(u"a"_s));
    Tally done;
    qint64 order = 0;
    server.workers[0].run([&] {
        RoomLink &link = *server.links[0];
        link.createRoom(u"b"_s, u"owner"_s, {});
        link.leave(makeMemberId(0, 1), u"a"_s, {});
        link.post(posting(0, 0), {});
        link.post(posting(0, 0), [&](const Result<PostedMessage> &posted) {
            order = posted ? posted->order : -1;
            done.add();
        });
    });
    QVERIFY(done.await());
    QCOMPARE(order, 2);
}

void TestRoomLink::workersPostAtTheSameTime()
{
    constexpr int PostsEach = 500;
    Server server;
    QVERIFY(server.create(u"a"_s));
    QList<qint64> heard[2];
    Tally joined;
    Tally exchanges;
    Tally answers;
    for (quint16 i = 0; i < 2; ++i) {
        server.workers[i].run([&, i] {
            RoomLink &link = *server.links[i];
            QObject::connect(&link, &RoomLink::received, &link, [&, i](const RoomEvent &event) {
                if (const auto *exchange = std::get_if<ExchangeEvent>(&event)) {
                    heard[i].append(
                        QJsonDocument::fromJson(exchange->data).object().value("order"_L1).toInteger());
                    exchanges.add();
                }
                if (std::holds_alternative<PostAnswer>(event))
                    answers.add();
            });
            link.join({ makeMemberId(i, 1), u"a"_s, u"m%1"_s.arg(i), u"s%1"_s.arg(i), {}, {} },
                      [&](const auto &) { joined.add(); });
        });
    }
    QVERIFY(joined.await(2));
    for (quint16 i = 0; i < 2; ++i) {
        for (int n = 0; n < PostsEach; ++n)
            server.workers[i].post([&, i] { server.links[i]->post(posting(makeMemberId(i, 1), 1)); });
    }
    QVERIFY(answers.await(2 * PostsEach));
    QVERIFY(exchanges.await(4 * PostsEach));
    QList<qint64> expected;
    for (qint64 order = 1; order <= 2 * PostsEach; ++order)
        expected.append(order);
    for (quint16 i = 0; i < 2; ++i)
        server.workers[i].run([&, i] { QCOMPARE(heard[i], expected); });
}

void TestRoomLink::whatIsGatheredWaitsUntilGatheringEnds()
{
    constexpr qint64 anHour = 3'600'000'000'000;
    Server server(std::make_unique<MemoryRoomStore>(), anHour);
    RoomLink &link = *server.links[0];
    Tally answers;
    int answered = 0;
    server.workers[0].run([&] {
        link.setGathering(true);
        link.count([&](const auto &) {
            ++answered;
            answers.add();
        });
    });
    server.workers[0].run([&] { link.endTurn(); });
    server.passThroughRooms();
    server.workers[0].run([&] { QCOMPARE(answered, 0); });
    server.workers[0].run([&] { link.setGathering(false); });
    QVERIFY(answers.await());
}

void TestRoomLink::whatIsGatheredIsSentInTime()
{
    Server server(std::make_unique<MemoryRoomStore>(), 0);
    RoomLink &link = *server.links[0];
    Tally answers;
    server.workers[0].run([&] {
        link.setGathering(true);
        link.count([&](const auto &) { answers.add(); });
        link.endTurn();
    });
    QVERIFY(answers.await());
}

void TestRoomLink::linkMayEndBeforeItsAnswers()
{
    Server server;
    Tally ended;
    server.roomsThread.post([&] { QVERIFY(ended.await()); });
    server.workers[0].run([&] {
        server.links[0]->createRoom(u"a"_s, u"owner"_s, [](const auto &) { QFAIL("the link is gone"); });
        server.links[0]->count([](const auto &) { QFAIL("the link is gone"); });
    });
    server.workers[0].run([&] { server.links[0].reset(); });
    ended.add();
    server.passThroughRooms();
    server.workers[0].run([] {});
    // The manager still serves others.
    Tally found;
    server.workers[1].run([&] {
        server.links[1]->findRoom(u"a"_s, [&](const Result<Room> &room) {
            if (room)
                found.add();
        });
    });
    QVERIFY(found.await());
}

void TestRoomLink::managerMayEndBeforeTheLink()
{
    Server server;
    server.roomsThread.run([&] { server.manager.reset(); });
    server.workers[0].run([&] {
        server.links[0]->count([](const auto &) { QFAIL("the manager is gone"); });
        server.links[0]->post(posting(makeMemberId(0, 1), 1));
    });
    server.workers[0].run([] {});
    server.workers[0].run([&] { server.links[0].reset(); });
}

void TestRoomLink::linkEndsWhileEventsArrive()
{
    Server server;
    QVERIFY(server.create(u"a"_s));
    Tally joined;
    server.workers[1].run([&] {
        server.links[1]->join({ makeMemberId(1, 1), u"a"_s, u"ann"_s, u"s1"_s, {}, {} },
                              [&](const auto &) { joined.add(); });
    });
    QVERIFY(joined.await());
    for (int n = 0; n < 200; ++n)
        server.workers[0].post([&] { server.links[0]->post(posting(makeMemberId(0, 1), 1)); });
    server.workers[1].run([&] { server.links[1].reset(); });
    server.workers[0].run([] {});
}

QTEST_GUILESS_MAIN(TestRoomLink)
#include "TestRoomLink.moc"
