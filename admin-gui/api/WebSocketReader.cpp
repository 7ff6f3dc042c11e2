// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/WebSocketReader.h"

#include "api/ApiError.h"

#include <QNetworkRequest>
#include <QRegularExpression>
#include <QWebSocket>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

constexpr int FrameMs = 16;
/// So many events go over at once that handling them does not hold up a frame.
constexpr qsizetype MostEventsAtOnce = 400;
/// Beyond this the server is not read any more until some are taken; it cuts off whoever does not read for too long.
constexpr qsizetype MostEventsWaiting = 20'000;
constexpr int OpeningMs = 10'000;
constexpr int PingMs = 15'000;
constexpr int SilenceMs = 40'000;
constexpr quint64 MostMessageBytes = 64 * 1024 * 1024;

} // namespace

WebSocketReader::WebSocketReader() :
    m_frame(this),
    m_life(this)
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(FrameMs);
    connect(&m_frame, &QTimer::timeout, this, &WebSocketReader::handOver);
    connect(&m_life, &QTimer::timeout, this, &WebSocketReader::checkLife);
}

WebSocketReader::~WebSocketReader()
{
    // A socket that goes says that it is disconnected, and by then there is nobody left to hear it.
    if (m_socket)
        m_socket->disconnect(this);
}

void WebSocketReader::open(const ServerAddress &address, quint64 generation)
{
    close();
    m_generation = generation;
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingMessageSize(MostMessageBytes);
    connect(m_socket.get(), &QWebSocket::connected, this, [this] {
        m_heard.start();
        m_life.start(PingMs);
        Q_EMIT opened(m_generation);
    });
    connect(m_socket.get(), &QWebSocket::disconnected, this, &WebSocketReader::explainFailure);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { read(text.toUtf8()); });
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_heard.restart(); });
    m_heard.start();
    m_life.start(OpeningMs);

    QNetworkRequest request(address.live());
    if (!address.token.isEmpty())
        request.setRawHeader("Authorization"_ba, "Bearer " + address.token.toUtf8());
    m_socket->open(request);
}

void WebSocketReader::close()
{
    m_life.stop();
    m_frame.stop();
    m_events.clear();
    m_isAwaited = true;
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->close();
    m_socket.release()->deleteLater();
}

void WebSocketReader::send(const QByteArray &frame)
{
    if (m_socket)
        m_socket->sendTextMessage(QString::fromUtf8(frame));
}

void WebSocketReader::taken()
{
    m_isAwaited = true;
    if (!m_events.isEmpty() && !m_frame.isActive())
        m_frame.start();
}

void WebSocketReader::read(const QByteArray &text)
{
    m_heard.restart();
    std::optional<LiveEvent> event = readLiveEvent(text);
    if (!event)
        return;
    m_events.append(std::move(*event));
    if (m_events.size() > MostEventsWaiting) {
        fail(LiveLink::Ending::Lost, ApiError::tr("The server says more than can be shown."));
        return;
    }
    if (m_isAwaited && !m_frame.isActive())
        m_frame.start();
}

void WebSocketReader::handOver()
{
    if (!m_isAwaited || m_events.isEmpty())
        return;
    m_isAwaited = false;
    if (m_events.size() <= MostEventsAtOnce) {
        Q_EMIT received(m_generation, std::exchange(m_events, {}));
        return;
    }
    const QList<LiveEvent> batch = m_events.first(MostEventsAtOnce);
    m_events.remove(0, MostEventsAtOnce);
    Q_EMIT received(m_generation, batch);
}

void WebSocketReader::checkLife()
{
    const bool isOpening = m_socket->state() != QAbstractSocket::ConnectedState;
    if (isOpening || m_heard.elapsed() > SilenceMs)
        fail(LiveLink::Ending::Lost, ApiError::tr("The server does not answer."));
    else
        m_socket->ping();
}

void WebSocketReader::fail(LiveLink::Ending ending, const QString &problem)
{
    // What came before belongs to the story all the same.
    if (!m_events.isEmpty())
        Q_EMIT received(m_generation, std::exchange(m_events, {}));
    close();
    Q_EMIT ended(m_generation, ending, problem);
}

void WebSocketReader::explainFailure()
{
    const QString error = m_socket->errorString();
    // To one without a token the server listens first; and a token may end while it is used.
    if (m_socket->closeReason() == "unauthorized"_L1)
        return fail(LiveLink::Ending::Unauthorized, ApiError::tokenWanted());
    if (m_socket->closeReason() == "access-forbidden"_L1)
        return fail(LiveLink::Ending::Lost, ApiError::tr("The server ended the connection."));
    // Qt tells a refused handshake by nothing but a sentence with the status in it; from 6.6 on, of a 401 it says that it
    // cannot answer the challenge.
    static const QRegularExpression statusPattern(u"status code: (\\d{3})"_s);
    const int status = statusPattern.match(error).captured(1).toInt();
    if (status == 401 || error.contains("WWW-Authenticate"_L1))
        return fail(LiveLink::Ending::Unauthorized, ApiError::tokenWanted());
    if (status == 403)
        return fail(LiveLink::Ending::Forbidden, ApiError::mayNotWatch());
    if (status != 0)
        return fail(LiveLink::Ending::NotParlor,
                    ApiError::tr("The server does not offer live events at %1.")
                        .arg(m_socket->requestUrl().toDisplayString()));
    if (m_socket->error() == QAbstractSocket::ConnectionRefusedError)
        return fail(LiveLink::Ending::Lost, ApiError::tr("The connection was refused. Is the server running?"));
    if (m_socket->closeCode() == QWebSocketProtocol::CloseCodeGoingAway)
        return fail(LiveLink::Ending::Lost, ApiError::tr("The server was stopped."));
    fail(LiveLink::Ending::Lost, ApiError::tr("The connection broke."));
}

} // namespace parlor::admin
