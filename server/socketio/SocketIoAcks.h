// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCborArray>
#include <QHash>
#include <QObject>

#include <tl/expected.hpp>

#include <functional>

namespace parlor {

/// Why an acknowledgement does not come.
enum class SocketIoAckFailure : quint8 {
    Timeout,
    Disconnected,
};

/// What a client has acknowledged an event with.
using SocketIoAnswer = tl::expected<QCborArray, SocketIoAckFailure>;
using SocketIoAnswerHandler = std::function<void(const SocketIoAnswer &answer)>;

/// The acknowledgements that a server awaits from one socket.
class SocketIoAcks : public QObject {
    Q_OBJECT

public:
    explicit SocketIoAcks(QObject *parent = nullptr);
    ~SocketIoAcks() override;

    /// The id to send with the event. \a answered is called once, on this thread, unless this is destroyed before.
    quint64 expect(int timeoutMs, const SocketIoAnswerHandler &answered);
    /// Does nothing where nobody waits for \a id: it is unknown, or too late, or came twice.
    void settle(quint64 id, const SocketIoAnswer &answer);
    /// Settles all, because the client has gone.
    void abandon();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Pending {
        int timerId = 0;
        SocketIoAnswerHandler answered;
    };

    quint64 m_nextId = 0;
    QHash<quint64, Pending> m_pending;
    QHash<int, quint64> m_idsByTimer;
};

} // namespace parlor
