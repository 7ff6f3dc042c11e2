// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoHandover.h"

#include "net/Listener.h"

#include <QTcpSocket>
#include <QThread>

#include <utility>

namespace parlor {

namespace {

/// Keeps a socket on its way. One that nobody adopts is deleted.
std::shared_ptr<QTcpSocket> travelling(QTcpSocket *socket)
{
    return { socket, [guard = QPointer(socket)](QTcpSocket *) {
                if (guard && !guard->parent())
                    guard->deleteLater();
            } };
}

} // namespace

EngineIoHandover::EngineIoHandover(EngineIoPeers &peers, std::size_t worker, Listener &listener, Serve serve) :
    m_peers(peers),
    m_worker(worker),
    m_listener(&listener),
    m_serve(std::move(serve)),
    m_orders([this](const std::vector<EngineIoPeers::Order> &orders) {
        for (const EngineIoPeers::Order &order : orders)
            order(*this);
    })
{
    m_peers.enter(m_worker, m_orders.address(), QThread::currentThread());
}

bool EngineIoHandover::isElsewhere(QByteArrayView sid) const
{
    const auto owner = m_peers.ownerOf(sid);
    return owner && *owner != m_worker;
}

void EngineIoHandover::pass(std::unique_ptr<HttpExchange> exchange, QByteArrayView sid)
{
    const std::size_t owner = m_peers.ownerOf(sid).value_or(m_worker);
    const Origin origin { m_worker, ++m_lastNumber };
    HttpExchange &passed = *exchange;
    m_passed.emplace(origin.second, std::move(exchange));
    const auto body = passed.isComplete() ? std::optional(passed.body()) : std::nullopt;
    post(owner, [origin, head = passed.head(), peer = passed.peerAddress(), body](EngineIoHandover &there) {
        there.take(origin, head, peer, body);
    });
    QObject::connect(&passed, &HttpExchange::completed, &m_orders, [this, owner, origin, &passed] {
        post(owner, [origin, body = passed.body()](EngineIoHandover &there) { there.completeTaken(origin, body); });
    });
    QObject::connect(&passed, &HttpExchange::abandoned, &m_orders, [this, owner, origin] {
        // It is the one that says so.
        m_passed.extract(origin.second).mapped().release()->deleteLater();
        post(owner, [origin](EngineIoHandover &there) { there.abandonTaken(origin); });
    });
}

void EngineIoHandover::take(const Origin &origin, const HttpRequestHead &head, const QHostAddress &peerAddress,
                            const std::optional<QByteArray> &body)
{
    auto exchange = std::make_unique<HttpExchange>(head, peerAddress, [this, origin](const HttpResponse &response) {
        m_taken.remove(origin);
        post(origin.first,
             [number = origin.second, response](EngineIoHandover &there) { there.answerPassed(number, response); });
    });
    m_taken.insert(origin, exchange.get());
    if (body)
        exchange->complete(*body);
    m_serve(std::move(exchange));
}

void EngineIoHandover::completeTaken(const Origin &origin, const QByteArray &body)
{
    if (HttpExchange *exchange = m_taken.value(origin))
        exchange->complete(body);
}

void EngineIoHandover::abandonTaken(const Origin &origin)
{
    if (HttpExchange *exchange = m_taken.take(origin))
        exchange->abandon();
}

void EngineIoHandover::answerPassed(quint64 number, const HttpResponse &response)
{
    const auto found = m_passed.find(number);
    if (found == m_passed.end())
        return;
    const auto exchange = std::exchange(found->second, nullptr);
    m_passed.erase(found);
    exchange->answer(response);
}

void EngineIoHandover::pass(QTcpSocket *socket, const HttpRequestHead &head, QByteArrayView sid)
{
    const std::size_t owner = m_peers.ownerOf(sid).value_or(m_worker);
    QThread *thread = m_peers.threadOf(owner);
    socket->setParent(nullptr);
    if (!thread) {
        socket->deleteLater();
        return;
    }
    socket->moveToThread(thread);
    post(owner,
         [socket = travelling(socket), head](EngineIoHandover &there) { there.takeSocket(socket.get(), head); });
}

void EngineIoHandover::takeSocket(QTcpSocket *socket, const HttpRequestHead &head)
{
    if (m_listener)
        m_listener->takeUpgrade(socket, head);
}

} // namespace parlor
