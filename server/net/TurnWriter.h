// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/EndOfTurn.h"
#include "net/WriteQueue.h"

#include <QBasicTimer>
#include <QByteArray>
#include <QByteArrayView>
#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <span>
#include <vector>

class QTcpSocket;

namespace parlor {

class LimitCounters;
struct NetMetrics;

/// Writes for all WebSocket connections of one worker, whole frames only: whatever a socket has to send in a turn leaves in one system call at the
/// turn's end. Lives on its worker's thread.
///
/// The loop over a room's members walks arrays of a few bytes per connection and calls no Qt object: a plain TCP
/// socket is written to by its descriptor. What the kernel does not take waits here, where those who fall behind in the same room
/// share it. A TlsSocket encrypts for itself alone what it sends at once.
class TurnWriter : public QObject {
    Q_OBJECT

public:
    /// Names an open connection. Reused after drop().
    using Line = quint32;
    static constexpr Line NoLine = ~Line(0);

    /// A connection that would leave more than \a maxPendingBytes unread is told so by a close frame with code 1013 and
    /// cut off \a dismissalMs later: what it missed it gets when it comes back. A single frame of any size is always taken.
    explicit TurnWriter(qint64 maxPendingBytes, int dismissalMs = 5000, QObject *parent = nullptr);
    ~TurnWriter() override;
    /// Where those that are cut off are counted from now on.
    void setCounters(LimitCounters *counters) { m_counters = counters; }

    /// What this worker's connections have moved, for whoever of them moves something.
    const std::shared_ptr<NetMetrics> &metrics() const { return m_metrics; }

    /// \a socket must outlive the line, and nobody else may write to it.
    Line open(QTcpSocket *socket);
    /// Writes now what the line has pending. From then on it takes nothing more.
    void seal(Line line);
    /// Disconnects the socket when the peer has taken what was sent, from the event loop. For a line that is sealed.
    void disconnectWhenSent(Line line);
    /// Forgets the line and what it has pending.
    void drop(Line line);

    /// Leaves at the end of the turn, after what was appended before. Appending nothing makes the line wait for the
    /// end of the turn, so that a broadcast keeps its place before what is appended later.
    void append(Line line, QByteArrayView bytes);
    /// Sends \a bytes to every line. One that has nothing else pending is written to at once; any other
    /// gets them appended. Call it while turnEnding() runs, once per group and turn, with the turn's bytes joined.
    void broadcast(std::span<const Line> lines, const QByteArray &bytes);
    /// How many groups broadcast to this line. Where there are several, broadcasts are appended, so that
    /// the line still sees one write a turn.
    void setGroups(Line line, quint16 groups);

    /// Bytes that wait in this process for the peer to read.
    qint64 pendingBytes(Line line) const;

    /// Whether anything waits for any peer to read.
    bool hasPending() const;

    /// Asks for turnEnding() even where nothing was appended.
    void schedule() { m_endOfTurn.schedule(); }
    /// Ends the turn now.
    void flush();

Q_SIGNALS:
    /// The last moment to append or broadcast in this turn.
    void turnEnding();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Mode : quint8 {
        Free, ///< names no connection
        Direct, ///< the kernel takes what is sent
        Queued, ///< the kernel takes nothing now: everything goes behind what waits already
        Buffered, ///< the socket itself has something to write: everything goes through it
        Encrypted, ///< the socket encrypts and then sends by itself
        Sealed, ///< takes nothing more
    };

    struct LineState {
        qintptr descriptor = -1;
        quint16 groups = 0;
        Mode mode = Mode::Free;
        bool hasPending = false;
    };

    /// What the kernel has not taken.
    struct Backlog {
        explicit Backlog(qintptr descriptor) :
            notifier(descriptor, QSocketNotifier::Write)
        {
        }

        WriteQueue queue;
        QSocketNotifier notifier;
        bool isLast = false; ///< the socket disconnects behind it
    };

    bool takesBytes(Line line) const;
    /// Whether a broadcast need not wait for the end of the turn, because the line gets nothing else in it.
    static bool isAlone(const LineState &state) { return !state.hasPending && state.groups <= 1; }
    void writePending(Line line);
    void write(Line line, const QByteArray &bytes);
    /// \a frames without those of their bytes that are \a sent already, if that is not too much.
    void writeLater(Line line, const QByteArray &frames, qsizetype sent);
    void enqueue(Line line, const QByteArray &bytes, qsizetype sent);
    void writeQueued(Line line);
    void writeThroughSocket(Line line, QByteArrayView bytes);
    void dismiss(Line line);
    void onBytesWritten(Line line);
    /// Bytes that were to be sent before this turn's end.
    qint64 backlog(Line line) const;

    const std::shared_ptr<NetMetrics> m_metrics;
    const qint64 m_maxPendingBytes;
    const int m_dismissalMs;
    LimitCounters *m_counters = nullptr;
    std::vector<LineState> m_lines;
    // By line, apart from the state that the broadcast loop walks.
    std::vector<QTcpSocket *> m_sockets;
    std::vector<QByteArray> m_pending;
    std::vector<std::unique_ptr<Backlog>> m_backlogs; ///< of those that ever had one
    std::vector<Line> m_dirty;
    std::vector<Line> m_free;
    EndOfTurn m_endOfTurn;
    QBasicTimer m_backlogTimer; ///< runs while there is a backlog
};

} // namespace parlor
