// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "async/Mailbox.h"
#include "support/LoopThread.h"

#include <QEventLoop>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace parlor;

namespace {

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

using Numbers = std::vector<int>;

/// A mailbox on a thread of its own that keeps what it gets, one vector for each time it received.
struct Recipient {
    Recipient() :
        mailbox(std::make_unique<Mailbox<int>>([this](Numbers &items) {
            received.push_back(items);
            receivedOn = QThread::currentThread();
            for (std::size_t i = 0; i < items.size(); ++i)
                arrived.add();
        }))
    {
        thread.adopt(mailbox.get());
    }
    ~Recipient()
    {
        thread.run([this] { mailbox.reset(); });
    }
    Q_DISABLE_COPY_MOVE(Recipient)

    std::vector<Numbers> received;
    QThread *receivedOn = nullptr;
    Tally arrived;
    LoopThread thread;
    std::unique_ptr<Mailbox<int>> mailbox;
};

} // namespace

class TestMailbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsIsReceivedTogetherAndInOrder();
    void actionRunsOnTheReceiversThread();
    void threadsPostAtTheSameTimeAndNothingIsLost();
    void postedVectorIsLeftEmpty();
    void emptyVectorWakesNobody();
    void whatTheActionPostsComesWithTheNextTurn();
    void actionMayRunAnEventLoop();
    void itemsEndOnTheReceiversThread();
    void itemsThatWaitEndWithTheMailbox();
    void addressOutlivesTheMailbox();
    void addressOfNowhereDropsWhatIsPosted();
    void mailboxMovesWithItsParent();
    void mailboxEndsWhileOthersPost();
};

void TestMailbox::whatWaitsIsReceivedTogetherAndInOrder()
{
    Recipient recipient;
    recipient.thread.run([&] {
        // It cannot receive before this has returned.
        std::thread([address = recipient.mailbox->address()] {
            Numbers numbers { 2, 3 };
            address.post(1);
            address.post(numbers);
            address.post(4);
        }).join();
    });
    QVERIFY(recipient.arrived.await(4));
    QCOMPARE(recipient.received, std::vector<Numbers>({ { 1, 2, 3, 4 } }));
}

void TestMailbox::actionRunsOnTheReceiversThread()
{
    Recipient recipient;
    recipient.mailbox->post(1);
    QVERIFY(recipient.arrived.await());
    QCOMPARE(recipient.receivedOn, recipient.thread.thread());
}

void TestMailbox::threadsPostAtTheSameTimeAndNothingIsLost()
{
    constexpr int ThreadCount = 4;
    constexpr int Each = 20'000;
    Recipient recipient;
    std::vector<std::thread> senders;
    senders.reserve(ThreadCount);
    for (int sender = 0; sender < ThreadCount; ++sender) {
        senders.emplace_back([sender, address = recipient.mailbox->address()] {
            Numbers batch;
            for (int n = 0; n < Each; ++n) {
                batch.push_back(sender * Each + n);
                if (n % 3 == 0)
                    address.post(batch);
            }
            address.post(batch);
        });
    }
    for (std::thread &sender : senders)
        sender.join();
    QVERIFY(recipient.arrived.await(ThreadCount * Each));

    std::vector<Numbers> bySender(ThreadCount);
    for (const Numbers &items : recipient.received) {
        for (const int item : items)
            bySender[item / Each].push_back(item % Each);
    }
    for (const Numbers &items : bySender) {
        QCOMPARE(items.size(), std::size_t(Each));
        QVERIFY(std::ranges::is_sorted(items));
        QVERIFY(std::ranges::adjacent_find(items) == items.end());
    }
}

void TestMailbox::postedVectorIsLeftEmpty()
{
    Recipient recipient;
    recipient.thread.run([&] {
        Numbers first { 1 };
        Numbers second { 2, 3 };
        recipient.mailbox->post(first);
        recipient.mailbox->post(second);
        QVERIFY(first.empty());
        QVERIFY(second.empty());
    });
    QVERIFY(recipient.arrived.await(3));
}

void TestMailbox::emptyVectorWakesNobody()
{
    Recipient recipient;
    Numbers nothing;
    recipient.mailbox->post(nothing);
    recipient.mailbox->post(1);
    QVERIFY(recipient.arrived.await());
    QCOMPARE(recipient.received, std::vector<Numbers>({ { 1 } }));
}

void TestMailbox::whatTheActionPostsComesWithTheNextTurn()
{
    std::vector<Numbers> received;
    Mailbox<int> mailbox([&](Numbers &items) {
        received.push_back(items);
        if (items.back() < 3)
            mailbox.post(items.back() + 1);
    });
    mailbox.post(1);
    QTRY_COMPARE(received, std::vector<Numbers>({ { 1 }, { 2 }, { 3 } }));
}

void TestMailbox::actionMayRunAnEventLoop()
{
    Numbers received;
    QEventLoop loop;
    Mailbox<int> mailbox([&](Numbers &items) {
        received.insert(received.end(), items.begin(), items.end());
        if (items.front() == 1) {
            mailbox.post(2);
            loop.exec();
            QCOMPARE(items, Numbers({ 1 }));
        } else {
            loop.quit();
        }
    });
    mailbox.post(1);
    QTRY_COMPARE(received, Numbers({ 1, 2 }));
}

void TestMailbox::itemsEndOnTheReceiversThread()
{
    std::atomic<QThread *> endedOn = nullptr;
    LoopThread thread;
    Tally received;
    auto mailbox = std::make_unique<Mailbox<std::shared_ptr<Witness>>>([&](const auto &) { received.add(); });
    thread.adopt(mailbox.get());
    mailbox->post(std::make_shared<Witness>(endedOn));
    QVERIFY(received.await());
    thread.run([&] { mailbox.reset(); });
    QCOMPARE(endedOn.load(), thread.thread());
}

void TestMailbox::itemsThatWaitEndWithTheMailbox()
{
    std::atomic<QThread *> endedOn = nullptr;
    LoopThread thread;
    auto mailbox = std::make_unique<Mailbox<std::shared_ptr<Witness>>>([&](const auto &) { QFAIL("it has ended"); });
    thread.adopt(mailbox.get());
    const auto address = mailbox->address();
    thread.run([&] {
        std::thread([&] { address.post(std::make_shared<Witness>(endedOn)); }).join();
        mailbox.reset();
        QCOMPARE(endedOn.load(), thread.thread());
    });
    thread.run([] {});
}

void TestMailbox::addressOutlivesTheMailbox()
{
    std::atomic<QThread *> endedOn = nullptr;
    auto mailbox = std::make_unique<Mailbox<std::shared_ptr<Witness>>>([&](const auto &) { QFAIL("it has ended"); });
    const auto address = mailbox->address();
    mailbox.reset();
    std::vector<std::shared_ptr<Witness>> items { std::make_shared<Witness>(endedOn) };
    address.post(items);
    QVERIFY(items.empty());
    QCOMPARE(endedOn.load(), QThread::currentThread());
    QCoreApplication::processEvents();
}

void TestMailbox::addressOfNowhereDropsWhatIsPosted()
{
    Numbers numbers { 1 };
    const Mailbox<int>::Address nowhere;
    nowhere.post(1);
    nowhere.post(numbers);
    QVERIFY(numbers.empty());
}

void TestMailbox::mailboxMovesWithItsParent()
{
    LoopThread thread;
    Tally received;
    QThread *receivedOn = nullptr;
    auto parent = std::make_unique<QObject>();
    auto *mailbox = new Mailbox<int>(
        [&](const Numbers &) {
            receivedOn = QThread::currentThread();
            received.add();
        },
        parent.get());
    mailbox->post(1);
    thread.adopt(parent.get());
    QVERIFY(received.await());
    QCOMPARE(receivedOn, thread.thread());
    thread.run([&] { parent.reset(); });
}

void TestMailbox::mailboxEndsWhileOthersPost()
{
    // Often, because each time it ends at another moment of their work.
    LoopThread thread;
    for (int round = 0; round < 200; ++round) {
        std::atomic<bool> isOver = false;
        Tally received;
        std::unique_ptr<Mailbox<int>> mailbox;
        thread.run([&] { mailbox = std::make_unique<Mailbox<int>>([&](const Numbers &) { received.add(); }); });
        std::vector<std::thread> senders;
        senders.reserve(2);
        for (int i = 0; i < 2; ++i) {
            senders.emplace_back([&isOver, address = mailbox->address()] {
                while (!isOver)
                    address.post(1);
            });
        }
        const bool works = received.await();
        thread.run([&] { mailbox.reset(); });
        isOver = true;
        for (std::thread &sender : senders)
            sender.join();
        QVERIFY(works);
    }
}

QTEST_GUILESS_MAIN(TestMailbox)
#include "TestMailbox.moc"
