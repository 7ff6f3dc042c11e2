// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>

namespace parlor {

/// The part of a Mailbox that does not know what is in it: receives on its thread after it was woken.
class MailboxReceiver : public QObject {
    Q_OBJECT

public:
    /// Counts those who are about to wake a receiver, so that it does not end before they have. Any thread.
    class Wakers {
    public:
        void enter() { m_count.fetch_add(1, std::memory_order_relaxed); }
        void leave();
        /// Until there are none. No more may enter.
        void wait() const;

    private:
        std::atomic<int> m_count = 0;
    };

    /// Any thread, like wake().
    QEvent *makeWakeUp();
    /// receive() follows on the receiver's thread. Takes \a wakeUp over.
    void wake(QEvent *wakeUp);

protected:
    using QObject::QObject;

    virtual void receive() = 0;
    bool event(QEvent *event) override;

private:
    std::atomic<unsigned> m_wakeUpsMade = 0;
};

} // namespace parlor
