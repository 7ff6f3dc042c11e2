// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/WebSocketTransport.h"

#include <QBasicTimer>
#include <QObject>

#include <memory>

namespace parlor {

/// A WebSocket by which a client of long-polling tries whether it can go on there ("Upgrade" in the protocol document):
/// it is asked `2probe`, answers `3probe`, and is told `5` once nothing is under way by polling. Anything else, or nothing
/// within the time limit, ends the attempt and leaves the session as it was.
///
/// Deletes itself when it is over.
class EngineIoUpgrade : public QObject, private EngineIoTransport::Receiver {
    Q_OBJECT

public:
    explicit EngineIoUpgrade(std::unique_ptr<WebSocketTransport> transport, QObject *parent = nullptr);
    ~EngineIoUpgrade() override;

    /// Begins to read.
    void start(int timeoutMs);
    /// Closes the WebSocket, whether the attempt had begun or not.
    void cancel();
    /// The WebSocket, for its new owner. To be called while completed() runs.
    std::unique_ptr<WebSocketTransport> take();

Q_SIGNALS:
    /// The WebSocket works. The client now waits for its poll to end.
    void probed();
    void completed();
    /// Emitted once where completed() is not.
    void failed();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void packetReceived(const EngineIoPacket &packet) override;
    void packetRefused() override;
    void transportFailed() override;
    void transportClosed() override;

    std::unique_ptr<WebSocketTransport> m_transport;
    QBasicTimer m_timer;
    bool m_isOver = false;
};

} // namespace parlor
