// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TurnWriter.h"

#include "limits/LimitCounters.h"
#include "net/NetMetrics.h"
#include "net/SocketDescriptor.h"
#include "net/TlsSocket.h"
#include "protocol/WebSocketFrame.h"

#include <QTcpSocket>
#include <QTimer>
#include <QTimerEvent>

#include <array>

namespace parlor {

namespace {

constexpr int BacklogIntervalMs = 500;

/// Where the frame ends to which the byte before \a position belongs.
qsizetype endOfFrame(QByteArrayView frames, qsizetype position)
{
    qsizetype end = 0;
    while (end < position)
        end += webSocketFrameSize(frames.sliced(end));
    return end;
}

} // namespace

TurnWriter::TurnWriter(qint64 maxPendingBytes, int dismissalMs, QObject *parent) :
    QObject(parent),
    m_metrics(std::make_shared<NetMetrics>()),
    m_maxPendingBytes(maxPendingBytes),
    m_dismissalMs(dismissalMs),
    m_endOfTurn([this] { flush(); }, this)
{
}

TurnWriter::~TurnWriter() = default;

TurnWriter::Line TurnWriter::open(QTcpSocket *socket)
{
    Line line = 0;
    if (m_free.empty()) {
        line = Line(m_lines.size());
        m_lines.emplace_back();
        m_sockets.push_back(nullptr);
        m_pending.emplace_back();
        m_backlogs.emplace_back();
    } else {
        line = m_free.back();
        m_free.pop_back();
    }
    Mode mode = socket->bytesToWrite() == 0 ? Mode::Direct : Mode::Buffered;
    if (qobject_cast<TlsSocket *>(socket))
        mode = Mode::Encrypted;
    m_lines[line] = LineState { socket->socketDescriptor(), 0, mode, false };
    m_sockets[line] = socket;
    if (mode == Mode::Buffered)
        connect(socket, &QIODevice::bytesWritten, this, [this, line] { onBytesWritten(line); });
    return line;
}

void TurnWriter::seal(Line line)
{
    if (!takesBytes(line))
        return;
    writePending(line);
    m_lines[line].mode = Mode::Sealed;
}

void TurnWriter::disconnectWhenSent(Line line)
{
    Backlog *const backlog = m_backlogs[line].get();
    if (backlog && !backlog->queue.isEmpty())
        backlog->isLast = true;
    else
        QMetaObject::invokeMethod(m_sockets[line], &QAbstractSocket::disconnectFromHost, Qt::QueuedConnection);
}

void TurnWriter::drop(Line line)
{
    disconnect(m_sockets[line], &QIODevice::bytesWritten, this, nullptr);
    m_lines[line] = LineState {};
    m_sockets[line] = nullptr;
    m_pending[line] = QByteArray();
    m_backlogs[line].reset();
    m_free.push_back(line);
}

void TurnWriter::append(Line line, QByteArrayView bytes)
{
    if (!takesBytes(line))
        return;
    LineState &state = m_lines[line];
    if (!state.hasPending) {
        state.hasPending = true;
        m_dirty.push_back(line);
        m_endOfTurn.schedule();
    }
    m_pending[line].append(bytes);
}

void TurnWriter::broadcast(std::span<const Line> lines, const QByteArray &bytes)
{
    std::size_t appended = 0;
    for (const Line line : lines) {
        const LineState &state = m_lines[line];
        if (state.mode == Mode::Direct && isAlone(state)) {
            const qint64 sent = socket::sendNow(state.descriptor, bytes);
            if (sent < bytes.size())
                writeLater(line, bytes, sent);
        } else if ((state.mode == Mode::Encrypted && isAlone(state)) || (state.mode == Mode::Queued && !state.hasPending)) {
            // What is queued is written later whatever there is, so nothing is gained by waiting for the end of the turn.
            writeLater(line, bytes, 0);
        } else {
            ++appended;
            append(line, bytes);
        }
    }
    m_metrics->webSocketBytesOut.add((lines.size() - appended) * std::size_t(bytes.size()));
}

void TurnWriter::setGroups(Line line, quint16 groups)
{
    m_lines[line].groups = groups;
}

qint64 TurnWriter::pendingBytes(Line line) const
{
    return m_pending[line].size() + backlog(line);
}

bool TurnWriter::hasPending() const
{
    for (Line line = 0; line < Line(m_lines.size()); ++line) {
        if (pendingBytes(line) > 0)
            return true;
    }
    return false;
}

void TurnWriter::flush()
{
    Q_EMIT turnEnding();
    // Writing may end a connection, whose owner may append to others: they join this list.
    // NOLINTNEXTLINE(modernize-loop-convert)
    for (std::size_t i = 0; i < m_dirty.size(); ++i)
        writePending(m_dirty[i]);
    m_dirty.clear();
}

bool TurnWriter::takesBytes(Line line) const
{
    return line != NoLine && m_lines[line].mode != Mode::Free && m_lines[line].mode != Mode::Sealed;
}

void TurnWriter::writePending(Line line)
{
    LineState &state = m_lines[line];
    if (!state.hasPending)
        return;
    state.hasPending = false;
    const QByteArray bytes = std::exchange(m_pending[line], QByteArray());
    if (!bytes.isEmpty())
        write(line, bytes);
}

void TurnWriter::write(Line line, const QByteArray &bytes)
{
    const LineState &state = m_lines[line];
    const qint64 sent = state.mode == Mode::Direct ? socket::sendNow(state.descriptor, bytes) : 0;
    m_metrics->webSocketBytesOut.add(quint64(bytes.size()));
    if (sent < bytes.size())
        writeLater(line, bytes, sent);
}

void TurnWriter::writeLater(Line line, const QByteArray &frames, qsizetype sent)
{
    const qint64 before = backlog(line);
    const bool isSingle = webSocketFrameSize(frames) == frames.size();
    const bool isTooMuch = before + frames.size() - sent > m_maxPendingBytes && !(isSingle && before == 0);
    if (!m_backlogTimer.isActive())
        m_backlogTimer.start(BacklogIntervalMs, this);
    if (!isTooMuch) {
        enqueue(line, frames, sent);
        return;
    }
    // A frame that was begun has to be ended, or nothing could follow it.
    enqueue(line, frames.first(endOfFrame(frames, sent)), sent);
    dismiss(line);
}

void TurnWriter::enqueue(Line line, const QByteArray &bytes, qsizetype sent)
{
    if (sent == bytes.size())
        return;
    LineState &state = m_lines[line];
    if (state.mode == Mode::Direct && socket::canSendNow()) {
        auto &backlog = m_backlogs[line];
        if (!backlog) {
            backlog = std::make_unique<Backlog>(state.descriptor);
            connect(&backlog->notifier, &QSocketNotifier::activated, this, [this, line] { writeQueued(line); });
        }
        backlog->notifier.setEnabled(true);
        state.mode = Mode::Queued;
    }
    if (state.mode == Mode::Queued)
        m_backlogs[line]->queue.append(bytes, sent);
    else
        writeThroughSocket(line, QByteArrayView(bytes).sliced(sent));
}

void TurnWriter::writeQueued(Line line)
{
    LineState &state = m_lines[line];
    Backlog &backlog = *m_backlogs[line];
    std::array<QByteArrayView, socket::MaxPieces> pieces;
    const qint64 sent = socket::sendPieces(state.descriptor, backlog.queue.front(pieces));
    if (sent < 0) {
        backlog.notifier.setEnabled(false);
        QMetaObject::invokeMethod(m_sockets[line], &QAbstractSocket::abort, Qt::QueuedConnection);
        return;
    }
    backlog.queue.skip(sent);
    if (!backlog.queue.isEmpty())
        return;
    backlog.notifier.setEnabled(false);
    if (state.mode == Mode::Queued)
        state.mode = Mode::Direct;
    if (backlog.isLast)
        disconnectWhenSent(line);
}

void TurnWriter::writeThroughSocket(Line line, QByteArrayView bytes)
{
    QTcpSocket *const socket = m_sockets[line];
    LineState &state = m_lines[line];
    if (state.mode == Mode::Direct) {
        state.mode = Mode::Buffered;
        connect(socket, &QIODevice::bytesWritten, this, [this, line] { onBytesWritten(line); });
    }
    socket->write(bytes.data(), bytes.size());
}

void TurnWriter::dismiss(Line line)
{
    if (m_counters)
        m_counters->count(Limit::PendingBytes);
    m_metrics->slowConsumersCut.add();
    QByteArray farewell;
    appendWebSocketFrame(farewell, WebSocketOpcode::Close,
                         webSocketCloseBody(WebSocketCloseCode::TryAgainLater, "too much was left unread"));
    enqueue(line, farewell, 0);
    m_lines[line].mode = Mode::Sealed;
    QTimer::singleShot(m_dismissalMs, m_sockets[line], &QAbstractSocket::abort);
}

void TurnWriter::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_backlogTimer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    qint64 pending = 0;
    for (Line line = 0; line < m_lines.size(); ++line) {
        if (m_lines[line].mode != Mode::Free && m_lines[line].mode != Mode::Direct)
            pending += backlog(line);
    }
    m_metrics->webSocketBytesPending.set(pending);
    if (pending == 0)
        m_backlogTimer.stop();
}

qint64 TurnWriter::backlog(Line line) const
{
    const qint64 queued = m_backlogs[line] ? m_backlogs[line]->queue.size() : 0;
    return queued + (m_sockets[line] ? m_sockets[line]->bytesToWrite() : 0);
}

void TurnWriter::onBytesWritten(Line line)
{
    QTcpSocket *socket = m_sockets[line];
    LineState &state = m_lines[line];
    if (state.mode != Mode::Buffered || socket->bytesToWrite() > 0)
        return;
    disconnect(socket, &QIODevice::bytesWritten, this, nullptr);
    state.mode = Mode::Direct;
}

} // namespace parlor
