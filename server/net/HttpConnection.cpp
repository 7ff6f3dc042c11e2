// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpConnection.h"

#include "net/HttpErrorReply.h"
#include "net/HttpLimits.h"
#include "net/HttpRequestHandler.h"
#include "net/LingeringClose.h"
#include "net/NetMetrics.h"

#include <QMetaMethod>

#include <cstring>
#include <utility>

namespace parlor {

namespace {

constexpr qint64 ReadBufferBytes = 64 * 1024;
/// No further request is served while more than this waits for the client to read it.
constexpr qint64 MaxUnsentBytes = 1024 * 1024;

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, const Settings &settings, QObject *parent) :
    HttpConnection(socket, settings, nullptr, parent)
{
}

HttpConnection::HttpConnection(QTcpSocket *socket, const Settings &settings, FindHandler findHandler,
                               QObject *parent) :
    QTcpSocket(parent),
    m_socket(socket),
    m_settings(settings),
    m_findHandler(std::move(findHandler)),
    m_guard(settings.limits)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(ReadBufferBytes);
    setOpenMode(QIODevice::ReadWrite);
    setSocketState(ConnectedState);
    setPeerAddress(m_socket->peerAddress());
    setPeerPort(m_socket->peerPort());
    setLocalAddress(m_socket->localAddress());
    setLocalPort(m_socket->localPort());
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpConnection::onTimeout);
    connect(m_socket, &QAbstractSocket::disconnected, this, &HttpConnection::onDisconnected);
}

HttpConnection::~HttpConnection()
{
    if (m_socket)
        m_socket->disconnect(this);
    if (m_exchange)
        m_exchange->abandon();
    // Otherwise the base class would take leave of a connection that it never had.
    setSocketState(UnconnectedState);
}

void HttpConnection::start()
{
    if (isSignalConnected(QMetaMethod::fromSignal(&HttpConnection::upgradeFound)))
        m_guard.stopAtUpgrades();
    connect(m_socket, &QIODevice::readyRead, this, &HttpConnection::receive);
    connect(m_socket, &QIODevice::bytesWritten, this, &HttpConnection::onBytesWritten);
    if (m_socket->state() == ConnectedState)
        receive();
    else
        QMetaObject::invokeMethod(this, &HttpConnection::onDisconnected, Qt::QueuedConnection);
}

void HttpConnection::closeWhenIdle()
{
    m_closesNext = true;
    if (m_phase == Phase::Receiving)
        end();
}

qint64 HttpConnection::bytesAvailable() const
{
    return QTcpSocket::bytesAvailable() + m_request.size() - m_requestRead;
}

qint64 HttpConnection::bytesToWrite() const
{
    return m_answer.size() + (m_socket ? m_socket->bytesToWrite() : 0);
}

void HttpConnection::disconnectFromHost()
{
    if (m_phase == Phase::Receiving || m_phase == Phase::Answering)
        end();
}

qint64 HttpConnection::readData(char *data, qint64 maxSize)
{
    const qsizetype size = qsizetype(qMin<qint64>(maxSize, m_request.size() - m_requestRead));
    if (size <= 0)
        return 0;
    std::memcpy(data, m_request.constData() + m_requestRead, size_t(size));
    m_requestRead += size;
    if (m_requestRead == m_request.size()) {
        m_request = QByteArray();
        m_requestRead = 0;
    }
    return size;
}

qint64 HttpConnection::writeData(const char *data, qint64 size)
{
    if (m_phase == Phase::Closed)
        return -1;
    if (m_phase == Phase::Receiving && size > 0)
        qWarning("%lld bytes were written to an HTTP connection without a request to answer", size);
    if (m_phase != Phase::Answering)
        return size;
    m_answer.append({ data, qsizetype(size) });
    if (m_answer.state() == HttpAnswer::State::Complete) {
        finishAnswer();
    } else if (m_answer.state() == HttpAnswer::State::Endless) {
        qWarning("A response without a Content-Length was written to an HTTP connection");
        fail(Error::of(Error::Kind::Internal));
    }
    return size;
}

void HttpConnection::receive()
{
    m_receivingSoon = false;
    // Whatever arrives while a request is being answered stays in the socket, and then with the client.
    if (m_phase != Phase::Receiving)
        return;
    if (m_socket->bytesToWrite() >= MaxUnsentBytes) {
        awaitReader();
        return;
    }
    while (true) {
        auto next = m_guard.next();
        if (!next) {
            fail(next.error());
            return;
        }
        if (*next) {
            serve(**std::move(next));
            return;
        }
        if (m_guard.isAtUpgrade()) {
            passOnUpgrade();
            return;
        }
        announce();
        if (m_socket->bytesAvailable() == 0)
            break;
        const QByteArray bytes = m_socket->readAll();
        if (m_settings.metrics)
            m_settings.metrics->httpBytesIn.add(quint64(bytes.size()));
        m_guard.feed(bytes);
    }
    awaitMore();
}

void HttpConnection::receiveSoon()
{
    if (std::exchange(m_receivingSoon, true))
        return;
    // From the event loop: a thousand requests in one packet must not become a thousand stack frames.
    QMetaObject::invokeMethod(this, &HttpConnection::receive, Qt::QueuedConnection);
}

void HttpConnection::awaitMore()
{
    if (m_guard.takeContinue())
        send("HTTP/1.1 100 Continue\r\n\r\n");
    // A deadline is not moved by the bytes that trickle in.
    const Deadline deadline = m_guard.isMidRequest() ? Deadline::Request : Deadline::Idle;
    if (m_deadlineKind != deadline)
        arm(deadline);
}

void HttpConnection::awaitReader()
{
    if (m_deadlineKind != Deadline::Idle)
        arm(Deadline::Idle);
}

void HttpConnection::passOnUpgrade()
{
    // Who makes a WebSocket of it begins with what the kernel has, not with what Qt has still to write.
    if (m_socket->bytesToWrite() > 0) {
        awaitReader();
        return;
    }
    QTcpSocket *socket = std::exchange(m_socket, nullptr);
    socket->disconnect(this);
    socket->setParent(nullptr);
    Q_EMIT upgradeFound(socket, m_guard.takeUnused());
    // To the HTTP server it is as if the client had left.
    onDisconnected();
}

HttpRequestHandler *HttpConnection::handlerOf(const HttpRequestHead &head) const
{
    return m_findHandler ? m_findHandler(head) : nullptr;
}

void HttpConnection::announce()
{
    const HttpRequestHead *head = m_guard.pendingHead();
    if (!head || m_isAnnounced)
        return;
    m_isAnnounced = true;
    if (HttpRequestHandler *handler = handlerOf(*head))
        handOver(*handler, *head, nullptr);
}

void HttpConnection::serve(HttpRequestGuard::Request &&request)
{
    m_phase = Phase::Answering;
    m_deadlineKind = Deadline::None;
    m_head = request.head;
    m_answer = HttpAnswer();
    HttpRequestHandler *handler = handlerOf(request.head);
    if (!handler)
        serveByServer(request);
    else if (!std::exchange(m_isAnnounced, false))
        handOver(*handler, request.head, &request.body);
    else if (m_earlyResponse)
        respond(*std::exchange(m_earlyResponse, std::nullopt));
    else if (m_exchange)
        m_exchange->complete(request.body);
}

void HttpConnection::serveByServer(const HttpRequestGuard::Request &request)
{
    m_isAnnounced = false;
    m_request = request.forServer();
    m_requestRead = 0;
    if (!std::exchange(m_knownToServer, true))
        Q_EMIT serverNeeded();
    Q_EMIT readyRead();
}

void HttpConnection::handOver(HttpRequestHandler &handler, const HttpRequestHead &head, const QByteArray *body)
{
    // The exchange never calls a connection that is gone: it was abandoned then.
    auto exchange = std::make_unique<HttpExchange>(head, m_socket->peerAddress(),
                                                   [this](const HttpResponse &response) { respond(response); });
    m_exchange = exchange.get();
    if (body)
        exchange->complete(*body);
    handler.handle(std::move(exchange));
}

void HttpConnection::respond(const HttpResponse &response)
{
    m_exchange.clear();
    if (m_phase == Phase::Receiving) {
        m_earlyResponse = response;
        return;
    }
    if (m_settings.metrics)
        m_settings.metrics->handled.count(response.status);
    m_answer.append(response.toBytes());
    finishAnswer();
}

void HttpConnection::finishAnswer()
{
    const bool closes = !m_head.keepsAlive() || m_closesNext || m_answer.saysClose();
    QByteArrayView extraField;
    if (closes && !m_answer.saysClose())
        extraField = "Connection: close\r\n";
    else if (!closes && m_head.minorVersion() == 0)
        extraField = "Connection: keep-alive\r\n";
    send(m_answer.take(m_head.method() != "HEAD", extraField));
    if (closes) {
        end();
        return;
    }
    m_phase = Phase::Receiving;
    m_head = HttpRequestHead();
    if (m_guard.bufferedBytes() > 0 || m_socket->bytesAvailable() > 0) {
        receiveSoon();
    } else {
        arm(Deadline::Idle);
        // Nothing follows that could leave in the same write.
        m_socket->flush();
    }
}

void HttpConnection::fail(const Error &error)
{
    countHttpLimit(m_settings.counters, error.kind);
    if (m_settings.metrics)
        m_settings.metrics->refused.count(httpStatus(error));
    const HttpRequestHead *head = m_guard.refusedHead();
    send(httpErrorReply(error, head && m_settings.refusalFields ? m_settings.refusalFields(*head) : QByteArray()));
    end();
}

void HttpConnection::send(const QByteArray &bytes)
{
    if (m_settings.metrics)
        m_settings.metrics->httpBytesOut.add(quint64(bytes.size()));
    m_socket->write(bytes);
}

void HttpConnection::end()
{
    m_phase = Phase::Ending;
    m_deadlineKind = Deadline::None;
    m_timer.stop();
    m_answer = HttpAnswer();
    if (m_exchange)
        m_exchange->abandon();
    disconnect(m_socket, &QIODevice::readyRead, this, nullptr);
    if (m_socket->state() == ConnectedState)
        new LingeringClose(m_socket);
}

void HttpConnection::arm(Deadline deadline)
{
    const int ms = deadline == Deadline::Idle ? m_settings.idleTimeoutMs : m_settings.requestTimeoutMs;
    m_deadlineKind = deadline;
    m_deadline.setRemainingTime(ms);
    if (!m_timer.isActive() || m_timer.remainingTime() > ms)
        m_timer.start(ms);
}

void HttpConnection::onTimeout()
{
    if (m_deadlineKind == Deadline::None)
        return;
    if (const qint64 remaining = m_deadline.remainingTime(); remaining > 0)
        m_timer.start(int(remaining));
    else if (m_deadlineKind == Deadline::Request)
        fail(Error::of(Error::Kind::RequestTimeout));
    else
        m_socket->abort();
}

void HttpConnection::onBytesWritten(qint64 bytes)
{
    if (m_phase == Phase::Receiving) {
        if (m_deadlineKind == Deadline::Idle)
            arm(Deadline::Idle);
        // It may have stopped for a client that took no answers.
        if (m_guard.bufferedBytes() > 0 || m_socket->bytesAvailable() > 0)
            receiveSoon();
    }
    Q_EMIT bytesWritten(bytes);
}

void HttpConnection::onDisconnected()
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_deadlineKind = Deadline::None;
    m_timer.stop();
    if (m_exchange)
        m_exchange->abandon();
    setSocketState(UnconnectedState);
    Q_EMIT stateChanged(UnconnectedState);
    Q_EMIT readChannelFinished();
    Q_EMIT disconnected();
    if (!m_knownToServer)
        deleteLater();
}

} // namespace parlor
