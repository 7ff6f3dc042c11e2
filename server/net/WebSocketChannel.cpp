// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/WebSocketChannel.h"

#include "limits/LimitCounters.h"
#include "net/ConnectionLog.h"
#include "net/NetMetrics.h"

#include <QTcpSocket>
#include <QTimer>

namespace parlor {

namespace {

/// How long a peer that still sends an oversized message may take to see why it is refused.
constexpr int LingerMs = 1000;

/// What is read in one turn. A thousand tiny frames are a few milliseconds' work, for which others wait.
constexpr qint64 MaxBytesAtOnce = 8 * 1024;

} // namespace

WebSocketChannel::WebSocketChannel(QTcpSocket *socket, TurnWriter &writer, qint64 maxMessageBytes,
                                   int closeTimeoutMs, LimitCounters *counters) :
    m_socket(socket),
    m_writer(writer),
    m_line(writer.open(socket)),
    m_counters(counters),
    m_closeTimeoutMs(closeTimeoutMs),
    m_decoder(WebSocketFrameDecoder::Role::Server, maxMessageBytes)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(MaxBytesAtOnce);
    connect(m_socket, &QAbstractSocket::disconnected, this, &WebSocketChannel::finish);
}

WebSocketChannel::~WebSocketChannel()
{
    m_socket->disconnect(this);
    if (m_state != State::Closed)
        m_writer.drop(m_line);
    m_socket->abort();
}

void WebSocketChannel::start(WebSocketReceiver *receiver)
{
    m_receiver = receiver;
    connect(m_socket, &QIODevice::readyRead, this, &WebSocketChannel::read);
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        QMetaObject::invokeMethod(this, &WebSocketChannel::finish, Qt::QueuedConnection);
    else if (m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &WebSocketChannel::read, Qt::QueuedConnection);
}

QHostAddress WebSocketChannel::peerAddress() const
{
    return m_socket->peerAddress();
}

void WebSocketChannel::sendFrame(QByteArrayView frame)
{
    if (m_state == State::Open)
        m_writer.append(m_line, frame);
}

void WebSocketChannel::send(WebSocketOpcode opcode, QByteArrayView payload)
{
    if (m_state != State::Open)
        return;
    QByteArray frame;
    appendWebSocketFrame(frame, opcode, payload);
    m_writer.append(m_line, frame);
}

void WebSocketChannel::close(WebSocketCloseCode code, QByteArrayView reason)
{
    if (m_state != State::Open)
        return;
    send(WebSocketOpcode::Close, webSocketCloseBody(code, reason));
    m_writer.seal(m_line);
    m_closeCode = code;
    m_state = State::Closing;
    QTimer::singleShot(m_closeTimeoutMs, this, &WebSocketChannel::abort);
}

void WebSocketChannel::abort()
{
    if (m_state == State::Closed)
        return;
    m_state = State::Ending;
    // From the event loop: the caller may be inside a callback of this channel, or of another in a loop over many.
    QMetaObject::invokeMethod(m_socket, &QAbstractSocket::abort, Qt::QueuedConnection);
}

void WebSocketChannel::read()
{
    while (m_state == State::Open || m_state == State::Closing) {
        // All that is there: then Qt hands out its buffer instead of copying it, and an idle connection keeps none.
        QByteArray bytes = m_socket->read(m_socket->bytesAvailable());
        if (bytes.isEmpty())
            return;
        m_writer.metrics()->webSocketBytesIn.add(quint64(bytes.size()));
        m_decoder.feed(bytes.data(), bytes.size());
        while (handle(m_decoder.next())) { }
    }
    m_socket->skip(m_socket->bytesAvailable());
}

bool WebSocketChannel::handle(const WebSocketInput &input)
{
    switch (input.kind) {
    case WebSocketInput::Kind::NeedMore:
        return false;
    case WebSocketInput::Kind::Text:
        if (m_state == State::Open)
            m_receiver->textReceived(input.payload);
        break;
    case WebSocketInput::Kind::Binary:
        if (m_state == State::Open)
            m_receiver->binaryReceived(input.payload);
        break;
    case WebSocketInput::Kind::Ping:
        send(WebSocketOpcode::Pong, input.payload);
        break;
    case WebSocketInput::Kind::Pong:
        if (m_state == State::Open)
            m_receiver->pongReceived();
        break;
    case WebSocketInput::Kind::Close:
        answerClose(input.closeCode);
        return false;
    case WebSocketInput::Kind::Violation:
        failConnection(input.closeCode, input.payload);
        return false;
    }
    return m_state == State::Open || m_state == State::Closing;
}

void WebSocketChannel::answerClose(WebSocketCloseCode code)
{
    if (m_state == State::Open) {
        m_closeCode = code;
        // 7.1.5: a close frame without a code is answered by one without a code.
        send(WebSocketOpcode::Close,
             code == WebSocketCloseCode::NoStatus ? QByteArray() : webSocketCloseBody(code, {}));
        m_writer.seal(m_line);
    }
    endConnection();
}

void WebSocketChannel::failConnection(WebSocketCloseCode code, QByteArrayView reason)
{
    if (m_state == State::Open) {
        m_closeCode = code;
        send(WebSocketOpcode::Close, webSocketCloseBody(code, reason));
        m_writer.seal(m_line);
    }
    if (code != WebSocketCloseCode::MessageTooBig) {
        endConnection();
        return;
    }
    if (m_counters)
        m_counters->count(Limit::MessageBytes);
    // Closing a socket that has unread bytes resets the connection, and the peer might never read why.
    m_state = State::Ending;
    QTimer::singleShot(LingerMs, this, &WebSocketChannel::abort);
}

void WebSocketChannel::endConnection()
{
    m_state = State::Ending;
    m_writer.disconnectWhenSent(m_line);
    // A peer that reads nothing must not keep the connection.
    QTimer::singleShot(m_closeTimeoutMs, this, &WebSocketChannel::abort);
}

void WebSocketChannel::finish()
{
    if (m_state == State::Closed)
        return;
    // Lost before the start, which comes back here once there is somebody to tell.
    m_state = m_receiver ? State::Closed : State::Ending;
    if (!m_receiver)
        return;
    ConnectionLog::explain(m_socket, QStringLiteral("close code %1").arg(int(m_closeCode)));
    m_receiver->closed(m_closeCode);
    m_writer.drop(m_line);
}

} // namespace parlor
