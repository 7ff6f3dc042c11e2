// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/MailboxReceiver.h"

#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace parlor {

/// How one thread hands data to another: anybody posts, the owner gets everything that waits at once, on its own thread.
///
/// - What one thread posts arrives in that order, and once. What is posted within the action comes with the next turn.
/// - What the action leaves of its items is destroyed on the receiver's thread, and so is what still waits when the mailbox
///   ends. Items that come too late end on the thread that posts them.
/// - A lock is held for as long as one vector is put behind another: once for what is posted together, once for what is
///   received together.
///
/// It stands where functors in Qt's queued calls would. Qt keeps those behind a lock that no thread sanitizer sees, since
/// Qt is not built for it, and allocates for each of them.
///
/// Made anywhere; lives on the thread of its parent and moves with it. It may end while others post, but neither while that
/// thread handles its events elsewhere nor within its own action.
template <typename T>
class Mailbox final : public MailboxReceiver {
    struct Box;

public:
    using Items = std::vector<T>;
    /// Gets what was posted, never nothing, and may take the items out.
    using Action = std::function<void(Items &items)>;

    /// Where to post. Stays valid when the mailbox has ended: what is posted then is dropped. Any thread may post to the
    /// same one; copies lead to the same mailbox.
    class Address {
    public:
        /// Leads nowhere.
        Address() = default;

        void post(T item) const
        {
            if (m_box)
                m_box->put([&item](Items &items) { items.push_back(std::move(item)); });
        }
        /// Leaves \a items empty, with room for more where there is some to spare.
        void post(Items &items) const
        {
            if (m_box && !items.empty())
                m_box->put([&items](Items &waiting) { move(items, waiting); });
            items.clear();
        }

    private:
        friend class Mailbox;
        explicit Address(std::shared_ptr<Box> box) :
            m_box(std::move(box))
        {
        }
        static void move(Items &from, Items &to)
        {
            if (to.empty())
                to.swap(from);
            else
                to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
        }

        std::shared_ptr<Box> m_box;
    };

    explicit Mailbox(Action action, QObject *parent = nullptr) :
        MailboxReceiver(parent),
        m_action(std::move(action)),
        m_box(std::make_shared<Box>(*this))
    {
    }
    ~Mailbox() override
    {
        const Items dropped = m_box->close();
        m_box->wakers.wait();
    }

    Address address() const { return Address(m_box); }
    void post(T item) const { address().post(std::move(item)); }
    void post(Items &items) const { address().post(items); }

protected:
    void receive() override
    {
        // Held here, because the action may run an event loop in which more is received.
        Items items = std::exchange(m_spare, {});
        m_box->take(items);
        if (!items.empty())
            m_action(items);
        items.clear();
        if (items.capacity() <= SpareCapacity)
            m_spare.swap(items);
    }

private:
    /// A rush of items is not to keep its memory for ever.
    static constexpr std::size_t SpareCapacity = 4096;

    /// What both ends share.
    struct Box {
        explicit Box(Mailbox &mailbox) :
            receiver(&mailbox)
        {
        }

        template <typename Put>
        void put(Put put)
        {
            QEvent *wakeUp = nullptr;
            MailboxReceiver *woken = nullptr;
            {
                const std::scoped_lock lock(mutex);
                if (!receiver)
                    return;
                if (items.empty()) {
                    // Made within the lock, so that the receiver, who destroys it, knows of it; sent without the lock,
                    // so that the receiver, awake at once, need not wait for it.
                    wakeUp = receiver->makeWakeUp();
                    woken = receiver;
                    wakers.enter();
                }
                put(items);
            }
            if (wakeUp) {
                woken->wake(wakeUp);
                wakers.leave();
            }
        }
        void take(Items &empty)
        {
            const std::scoped_lock lock(mutex);
            items.swap(empty);
        }
        Items close()
        {
            const std::scoped_lock lock(mutex);
            receiver = nullptr;
            return std::exchange(items, {});
        }

        std::mutex mutex;
        Items items;
        MailboxReceiver *receiver; ///< null once it has ended
        MailboxReceiver::Wakers wakers;
    };

    const Action m_action;
    const std::shared_ptr<Box> m_box;
    Items m_spare;
};

} // namespace parlor
