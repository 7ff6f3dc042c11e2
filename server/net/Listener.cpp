// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Listener.h"

#include "log/LogCategories.h"
#include "net/ConnectionGate.h"
#include "net/ConnectionLog.h"
#include "net/ConnectionSniffer.h"
#include "net/HttpErrorReply.h"
#include "net/HttpRequestHandler.h"
#include "net/LingeringClose.h"
#include "net/NetMetrics.h"
#include "net/SocketDescriptor.h"
#include "net/TlsHandshake.h"
#include "net/TlsSocket.h"
#include "net/WebSocketChannel.h"

#include <QMetaMethod>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

#include <algorithm>
#include <limits>
#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// How long accepting rests after the system had no descriptor left.
constexpr int AcceptRetryMs = 100;
/// Whoever connects does not decide how fast the log grows.
constexpr int TlsWarningIntervalMs = 60'000;

/// Only to look for, not to keep: it does not own its bytes.
QByteArray keyOf(QByteArrayView path)
{
    return QByteArray::fromRawData(path.data(), path.endsWith('/') ? path.size() - 1 : path.size());
}

QByteArray ownKeyOf(QByteArrayView path)
{
    return (path.endsWith('/') ? path.chopped(1) : path).toByteArray();
}

Error notFound(const HttpRequestHead &head)
{
    const QString message = u"Cannot "_s + QString::fromLatin1(head.method() + ' ' + head.target());
    return Error::of(Error::Kind::RouteNotFound, message);
}

Error starting(const HttpRequestHead &)
{
    return Error::of(Error::Kind::StorageUnavailable, u"The server is starting"_s);
}

Error stopping(const HttpRequestHead &)
{
    return Error::of(Error::Kind::StorageUnavailable, u"The server is stopping"_s);
}

/// Answers for an HTTP server that is not there, or no longer.
class Refusal : public HttpRequestHandler {
public:
    explicit Refusal(Error (*reason)(const HttpRequestHead &)) :
        m_reason(reason)
    {
    }

    void handle(std::unique_ptr<HttpExchange> exchange) override
    {
        const Error error = m_reason(exchange->head());
        exchange->answer({ httpStatus(error), "application/json; charset=utf-8", toRestBody(error), {} });
    }

private:
    Error (*const m_reason)(const HttpRequestHead &);
};

/// The same handshake in a form that QWebSocketServer cannot misread: it closes what it does not like without an answer,
/// hosts and targets that QUrl does not parse for example.
QByteArray plainHandshake(const HttpRequestHead &head)
{
    return "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + head.value("sec-websocket-key") + "\r\n\r\n";
}

Listener::Settings counting(Listener::Settings settings, NetMetrics &metrics)
{
    settings.http.metrics = &metrics;
    return settings;
}

/// Of an answer that is bytes already: `HTTP/1.1 404 …`.
int statusOf(QByteArrayView reply)
{
    return reply.sliced(9, 3).toInt();
}

void putBack(QTcpSocket *socket, const QByteArray &bytes)
{
    std::for_each(bytes.rbegin(), bytes.rend(), [socket](char c) { socket->ungetChar(c); });
}

} // namespace

Listener::Listener(const Settings &settings, TurnWriter &writer, QObject *parent) :
    QTcpServer(parent),
    m_writer(writer),
    m_metrics(*writer.metrics()),
    m_settings(counting(settings, m_metrics)),
    m_webSocketServer(u"Parlor"_s, QWebSocketServer::NonSecureMode)
{
    // Each is taken as soon as it is there. Qt adds one to this number.
    m_webSocketServer.setMaxPendingConnections(std::numeric_limits<int>::max() - 1);
    connect(&m_webSocketServer, &QWebSocketServer::newConnection, this, &Listener::onWebSocket);
    // Qt stops accepting for good after an error such as "too many open files".
    connect(this, &QTcpServer::acceptError, this,
            [this] { QTimer::singleShot(AcceptRetryMs, this, &QTcpServer::resumeAccepting); });
}

Listener::~Listener()
{
    stop();
}

bool Listener::adoptListeningSocket(qintptr listeningDescriptor)
{
    const qintptr descriptor = socket::duplicate(listeningDescriptor);
    if (descriptor == -1)
        return false;
    if (!setSocketDescriptor(descriptor)) {
        socket::close(descriptor);
        return false;
    }
    m_acceptsItself = false;
    pauseAccepting();
    return true;
}

void Listener::addUpgradeHandler(const QByteArray &path, UpgradeHandler *handler)
{
    m_upgradeHandlers.insert(ownKeyOf(path), handler);
}

void Listener::addRequestHandler(const QByteArray &path, HttpRequestHandler *handler)
{
    m_requestHandlers.insert(ownKeyOf(path), handler);
}

QTcpSocket *Listener::take(qintptr descriptor, ConnectionPlace *place)
{
    auto *socket = m_stopped ? nullptr : new QTcpSocket(this);
    if (!socket || !socket->setSocketDescriptor(descriptor)) {
        delete socket;
        delete place;
        socket::close(descriptor);
        return nullptr;
    }
    m_metrics.accepted.add();
    if (place)
        place->setParent(socket);
    return socket;
}

void Listener::refuse(qintptr descriptor, const QByteArray &reply, ConnectionPlace *place)
{
    QTcpSocket *socket = take(descriptor, place);
    if (!socket)
        return;
    m_metrics.refused.count(statusOf(reply));
    if (m_tls)
        secure(socket, [this, reply](QTcpSocket *encrypted) { refuse(encrypted, reply); });
    else
        refuse(socket, reply);
}

void Listener::admit(qintptr descriptor, ConnectionPlace *place)
{
    QTcpSocket *socket = take(descriptor, place);
    if (!socket)
        return;
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    if (m_tls)
        secure(socket, [this](QTcpSocket *encrypted) { sniff(encrypted); });
    else
        sniff(socket);
}

void Listener::secure(QTcpSocket *socket, const std::function<void(QTcpSocket *)> &goOn)
{
    auto *handshake = new TlsHandshake(socket, m_tls, m_settings.tlsHandshakeTimeoutMs, this);
    m_tlsHandshakes.insert(handshake);
    const auto forget = [this, handshake] {
        m_tlsHandshakes.remove(handshake);
        handshake->deleteLater();
    };
    connect(handshake, &TlsHandshake::ended, this, forget);
    connect(handshake, &TlsHandshake::done, this, forget);
    connect(handshake, &TlsHandshake::done, this, [this, goOn](TlsSocket *encrypted) {
        encrypted->setParent(this);
        goOn(encrypted);
    });
}

void Listener::sniff(QTcpSocket *socket)
{
    auto *sniffer = new ConnectionSniffer(socket, m_settings.http.limits.head, m_settings.headTimeoutMs,
                                          m_settings.counters, this);
    m_sniffers.insert(sniffer, socket);
    const auto forget = [this, sniffer] {
        m_sniffers.remove(sniffer);
        sniffer->deleteLater();
    };
    connect(sniffer, &ConnectionSniffer::ended, this, forget);
    connect(sniffer, &ConnectionSniffer::httpFound, this, forget);
    connect(sniffer, &ConnectionSniffer::upgradeFound, this, forget);
    connect(sniffer, &ConnectionSniffer::refused, this, [this](int status) { m_metrics.refused.count(status); });
    connect(sniffer, &ConnectionSniffer::tlsFound, this, &Listener::warnOfTls);
    connect(sniffer, &ConnectionSniffer::httpFound, this, &Listener::serveHttp);
    connect(sniffer, &ConnectionSniffer::upgradeFound, this, &Listener::upgrade);
}

void Listener::warnOfTls(const QTcpSocket &socket)
{
    if (!m_nextTlsWarning.hasExpired())
        return;
    m_nextTlsWarning.setRemainingTime(TlsWarningIntervalMs);
    qCWarning(log::connections, "%s speaks TLS to a port that does not: refused",
              qUtf8Printable(socket.peerAddress().toString()));
}

void Listener::serveOnly(const QByteArrayList &paths)
{
    m_isStarting = true;
    for (const QByteArray &path : paths)
        m_alwaysServed.insert(ownKeyOf(path));
}

void Listener::stop()
{
    m_stopped = true;
    qDeleteAll(std::exchange(m_tlsHandshakes, {}));
    for (auto sniffed = m_sniffers.cbegin(); sniffed != m_sniffers.cend(); ++sniffed) {
        sniffed.value()->disconnect(sniffed.key());
        sniffed.value()->deleteLater();
        sniffed.key()->deleteLater();
    }
    m_sniffers.clear();
    for (auto handshake = m_handshakes.keyBegin(); handshake != m_handshakes.keyEnd(); ++handshake) {
        (*handshake)->disconnect(this);
        (*handshake)->deleteLater();
    }
    m_handshakes.clear();
}

bool Listener::hasUnsentAnswers() const
{
    return std::ranges::any_of(m_httpConnections, [](const HttpConnection *it) { return it->bytesToWrite() > 0; });
}

void Listener::closeHttpConnections()
{
    closeHttpConnections([](const QHostAddress &) { return true; });
}

void Listener::closeHttpConnections(const IsMeant &isMeant)
{
    const auto connections = m_httpConnections;
    for (HttpConnection *connection : connections) {
        if (isMeant(connection->peerAddress()))
            connection->closeWhenIdle();
    }
}

QTcpSocket *Listener::nextPendingConnection()
{
    QTcpSocket *socket = QTcpServer::nextPendingConnection();
    if (!m_acceptsItself)
        pauseAccepting();
    return socket;
}

void Listener::serveHttp(QTcpSocket *socket)
{
    ConnectionLog::begin(socket, u"http"_s);
    auto *connection = new HttpConnection(
        socket, m_settings.http,
        [this, isLate = m_servesHandlersOnly](const HttpRequestHead &head) { return handlerNow(head, isLate); },
        this);
    m_httpConnections.insert(connection);
    connect(connection, &HttpConnection::serverNeeded, this, [this, connection] { addPendingConnection(connection); });
    connect(connection, &HttpConnection::upgradeFound, this, &Listener::sniffAgain);
    connect(connection, &QObject::destroyed, this, [this, connection] {
        m_httpConnections.remove(connection);
        Q_EMIT httpConnectionCountChanged(m_httpConnections.size());
    });
    Q_EMIT httpConnectionCountChanged(m_httpConnections.size());
    connection->start();
}

void Listener::sniffAgain(QTcpSocket *socket, const QByteArray &unread)
{
    ConnectionLog::explain(socket, u"asked for an upgrade"_s);
    socket->setParent(this);
    if (m_stopped || socket->state() != QAbstractSocket::ConnectedState) {
        socket->deleteLater();
        return;
    }
    putBack(socket, unread);
    sniff(socket);
}

HttpRequestHandler *Listener::handlerNow(const HttpRequestHead &head, bool isLate) const
{
    static Refusal tooEarly(starting);
    static Refusal tooLate(stopping);

    HttpRequestHandler *handler = handlerOf(head);
    if (m_alwaysServed.contains(keyOf(head.path())))
        return handler;
    if (m_isStarting)
        return &tooEarly;
    return handler || !isLate ? handler : &tooLate;
}

HttpRequestHandler *Listener::handlerOf(const HttpRequestHead &head) const
{
    static Refusal nothingElse(notFound);

    if (HttpRequestHandler *handler = m_requestHandlers.value(keyOf(head.path())))
        return handler;
    return hasHttpServer() ? nullptr : &nothingElse;
}

bool Listener::hasHttpServer() const
{
    return isSignalConnected(QMetaMethod::fromSignal(&QTcpServer::pendingConnectionAvailable))
        || isSignalConnected(QMetaMethod::fromSignal(&QTcpServer::newConnection));
}

void Listener::upgrade(QTcpSocket *socket, const HttpRequestHead &head)
{
    if (m_isStarting || m_servesHandlersOnly) {
        refuseUpgrade(socket, httpErrorReply(m_isStarting ? starting(head) : stopping(head)));
        return;
    }
    UpgradeHandler *handler = m_upgradeHandlers.value(keyOf(head.path()));
    if (!handler) {
        refuseUpgrade(socket, httpErrorReply(notFound(head)));
        return;
    }
    if (handler->isElsewhere(head)) {
        // Not from within a signal of the socket, which goes on with it when that returns.
        QMetaObject::invokeMethod(
            socket, [handler, socket, head] { handler->passOn(socket, head); }, Qt::QueuedConnection);
        return;
    }
    if (const auto reply = handler->refuse(head)) {
        refuseUpgrade(socket, *reply);
        return;
    }
    QByteArray bytes = socket->readAll();
    bytes.remove(0, HttpRequestHead::leadingEmptyLines(bytes));
    qsizetype scanned = 0;
    bytes.remove(0, HttpRequestHead::endOfHead(bytes, scanned));
    m_handshakes.insert(socket, { head, handler, bytes });
    connect(socket, &QAbstractSocket::disconnected, this, [this, socket] { m_handshakes.remove(socket); });
    // A QWebSocket reads what it finds as soon as it exists, before anybody could stop it. So there is nothing to be
    // found: the early bytes are kept here, and those that are not read yet stay with the kernel.
    const QByteArray handshake = plainHandshake(head);
    putBack(socket, handshake);
    socket->setReadBufferSize(handshake.size());
    m_webSocketServer.handleConnection(socket);
}

void Listener::takeUpgrade(QTcpSocket *socket, const HttpRequestHead &head)
{
    socket->setParent(this);
    if (m_stopped || socket->state() != QAbstractSocket::ConnectedState)
        socket->deleteLater();
    else
        upgrade(socket, head);
}

void Listener::refuseUpgrade(QTcpSocket *socket, const QByteArray &reply)
{
    m_metrics.upgrades.count(statusOf(reply));
    refuse(socket, reply);
}

void Listener::refuse(QTcpSocket *socket, const QByteArray &reply)
{
    connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
    socket->write(reply);
    new LingeringClose(socket);
}

void Listener::onWebSocket()
{
    while (QWebSocket *webSocket = m_webSocketServer.nextPendingConnection()) {
        QTcpSocket *socket = socketOf(*webSocket);
        webSocket->deleteLater();
        // Nothing where the connection has ended meanwhile.
        if (!socket)
            continue;
        const Handshake handshake = m_handshakes.take(socket);
        open(socket, handshake);
    }
}

void Listener::open(QTcpSocket *upgraded, const Handshake &handshake)
{
    upgraded->disconnect(this);
    QObject::disconnect(upgraded, &QAbstractSocket::disconnected, &m_webSocketServer, nullptr);
    // The answer to the handshake leaves now, so that the channel finds nothing pending before its first frame.
    if (auto *encrypted = qobject_cast<TlsSocket *>(upgraded))
        encrypted->flushNow();
    else
        upgraded->flush();
    QTcpSocket *socket = takeOver(upgraded);
    upgraded->deleteLater();
    if (!socket)
        return;
    m_metrics.upgrades.count(101);
    ConnectionLog::begin(socket, QString::fromLatin1(keyOf(handshake.head.path())));
    const qint64 ownLimit = handshake.handler->maxMessageBytes();
    auto channel = std::make_unique<WebSocketChannel>(socket, m_writer,
                                                      ownLimit > 0 ? ownLimit : m_settings.maxMessageBytes,
                                                      m_settings.closeTimeoutMs, m_settings.counters);
    putBack(socket, handshake.early);
    handshake.handler->accept(std::move(channel), handshake.head);
}

QTcpSocket *Listener::takeOver(QTcpSocket *upgraded)
{
    if (upgraded->state() != QAbstractSocket::ConnectedState || upgraded->bytesToWrite() > 0)
        return nullptr;
    if (auto *encrypted = qobject_cast<TlsSocket *>(upgraded)) {
        QTcpSocket *socket = encrypted->takeOver(this);
        upgraded->abort();
        return socket;
    }
    const qintptr descriptor = socket::duplicate(upgraded->socketDescriptor());
    // Closes one descriptor of two, which the client does not see; and the QWebSocket takes no leave of it any more.
    upgraded->abort();
    auto *socket = new QTcpSocket(this);
    if (descriptor != -1 && socket->setSocketDescriptor(descriptor)) {
        if (auto *place = upgraded->findChild<ConnectionPlace *>(QString(), Qt::FindDirectChildrenOnly))
            place->setParent(socket);
        return socket;
    }
    if (descriptor != -1)
        socket::close(descriptor);
    delete socket;
    return nullptr;
}

QTcpSocket *Listener::socketOf(const QWebSocket &webSocket) const
{
    // A QWebSocket does not tell its socket, but no two connections share both their ends.
    for (auto handshake = m_handshakes.keyBegin(); handshake != m_handshakes.keyEnd(); ++handshake) {
        const QTcpSocket *socket = *handshake;
        if (socket->peerPort() == webSocket.peerPort() && socket->localPort() == webSocket.localPort()
            && socket->peerAddress() == webSocket.peerAddress()
            && socket->localAddress() == webSocket.localAddress())
            return *handshake;
    }
    return nullptr;
}

} // namespace parlor
