// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QObject>

#include <list>

namespace parlor {

/// Finds out which of many connections have died. All have the same two intervals, so two queues ordered by deadline and
/// one timer do, whatever their number. Lives on its worker's thread.
class Heartbeat : public QObject {
    Q_OBJECT

public:
    /// One connection. Leaves the heartbeat by itself when it is destroyed.
    class Subject {
    public:
        Subject() = default;
        virtual ~Subject();
        Q_DISABLE_COPY_MOVE(Subject)

        /// Time to ask the peer whether it is there. Not called where the peer is the one that asks.
        virtual void heartbeatDue() = 0;
        /// The peer has not answered, or not asked, in time. The subject has left the heartbeat.
        virtual void heartbeatMissed() = 0;

    private:
        friend class Heartbeat;
        Heartbeat *m_heartbeat = nullptr;
        std::list<Subject *> *m_queue = nullptr;
        std::list<Subject *>::iterator m_position;
        qint64 m_deadline = 0;
        bool m_listenedTo = false;
    };

    Heartbeat(int intervalMs, int timeoutMs, QObject *parent = nullptr);
    ~Heartbeat() override;

    int intervalMs() const { return m_intervalMs; }
    int timeoutMs() const { return m_timeoutMs; }

    /// Asks \a subject every interval, and misses it where beat() does not follow within the timeout.
    void watch(Subject *subject);
    /// Only waits: misses \a subject where beat() does not follow within interval and timeout together.
    void listen(Subject *subject);
    /// The peer has shown that it is there.
    void beat(Subject *subject);
    void leave(Subject *subject);

    /// Acts now on deadlines that have passed, for whom it matters that nobody is there longer than promised. Usually they wait
    /// a little, to share a wake-up.
    void expire();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    using Queue = std::list<Subject *>;

    void enter(Subject *subject, Queue &queue, qint64 deadline);
    void arm();
    static qint64 now();

    const int m_intervalMs;
    const int m_timeoutMs;
    Queue m_resting; ///< to be asked at their deadline
    Queue m_asked; ///< to answer by their deadline
    Queue m_listened; ///< to ask by their deadline
    QBasicTimer m_timer;
    qint64 m_timerDeadline = 0;
};

} // namespace parlor
