// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Endpoint.h"
#include "EventLoop.h"

#include <QByteArray>
#include <QByteArrayView>

namespace parlor::load {

/// A client's WebSocket connection, straight on its descriptor. Derived classes hear what happens to it. Opened again
/// and again if need be; not to be opened or destroyed from within its own callbacks.
class WebSocketConnection : public Watcher {
public:
    /// \a number chooses the address that it comes from; see beginConnect().
    WebSocketConnection(EventLoop &loop, const Endpoint &endpoint, int number);
    ~WebSocketConnection() override;
    Q_DISABLE_COPY_MOVE(WebSocketConnection)

    int number() const { return m_number; }
    bool isConnected() const { return m_descriptor >= 0; }

    void sendText(QByteArrayView text);
    /// Without a close frame, as a client does whose network is gone. onEnded() does not follow.
    void cutOff();
    /// Reads nothing until the server ends the connection; then it reads what is left, and ends.
    void stopReading();

    void onEvents(quint32 events) override;

protected:
    /// onOpened() or onEnded() follows.
    void connectTo(QByteArrayView target);

    virtual void onOpened() = 0;
    virtual void onText(QByteArrayView text) = 0;
    /// The server or the system has ended the connection.
    virtual void onEnded() = 0;

private:
    enum class Phase : quint8 { Connecting, Upgrading, Open };

    void sendUpgrade();
    void read();
    void take(QByteArrayView bytes);
    qsizetype takeUpgrade(QByteArrayView bytes);
    qsizetype takeFrames(QByteArrayView bytes);
    void sendFrame(quint8 opcode, QByteArrayView payload);
    void flush();
    void watchFor(quint32 events);
    void end();

    EventLoop &m_loop;
    const Endpoint &m_endpoint;
    const int m_number;
    int m_descriptor = -1;
    Phase m_phase = Phase::Connecting;
    bool m_isReading = true;
    quint32 m_watched = 0;
    QByteArray m_target;
    QByteArray m_received; ///< what is not a whole frame yet
    QByteArray m_unsent;
};

} // namespace parlor::load
