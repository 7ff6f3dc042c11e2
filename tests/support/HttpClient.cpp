// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/HttpClient.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QTimer>

namespace {

constexpr int TimeoutMs = 10'000;

} // namespace

QByteArray HttpClient::Response::field(const QByteArray &name) const
{
    for (const Field &field : fields) {
        if (field.name.compare(name, Qt::CaseInsensitive) == 0)
            return field.value;
    }
    return {};
}

HttpClient::HttpClient(quint16 port) :
    m_port(port)
{
}

HttpClient::Response HttpClient::request(const QByteArray &method, const QByteArray &target,
                                         const QByteArray &body, const QList<Field> &fields)
{
    send(method, target, body, fields);
    return receive(method != "HEAD");
}

void HttpClient::send(const QByteArray &method, const QByteArray &target, const QByteArray &body,
                      const QList<Field> &fields)
{
    if (!connectIfNeeded())
        return;
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const Field &field : fields)
        bytes += field.name + ": " + field.value + "\r\n";
    if (!body.isNull())
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    m_socket.write(bytes + "\r\n" + body);
}

HttpClient::Response HttpClient::receive(bool expectsBody)
{
    Response response;
    const auto isThere = [&] {
        m_received += m_socket.readAll();
        return takeResponse(response, expectsBody);
    };
    return waitFor(isThere) ? response : Response();
}

bool HttpClient::connectIfNeeded()
{
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        return true;
    m_received.clear();
    m_socket.connectToHost(QHostAddress::LocalHost, m_port);
    return waitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
}

bool HttpClient::waitFor(const std::function<bool()> &condition)
{
    if (condition())
        return true;
    bool holds = false;
    QEventLoop loop;
    const auto look = [&] {
        holds = holds || condition();
        if (holds)
            loop.quit();
    };
    QObject::connect(&m_socket, &QIODevice::readyRead, &loop, look);
    QObject::connect(&m_socket, &QAbstractSocket::connected, &loop, look);
    QObject::connect(&m_socket, &QAbstractSocket::errorOccurred, &loop, &QEventLoop::quit);
    QTimer::singleShot(TimeoutMs, &loop, &QEventLoop::quit);
    loop.exec();
    return holds || condition();
}

bool HttpClient::takeResponse(Response &response, bool expectsBody)
{
    const qsizetype headSize = m_received.indexOf("\r\n\r\n") + 4;
    if (headSize < 4)
        return false;
    Response result;
    const QByteArrayList lines = m_received.first(headSize - 4).replace("\r\n", "\n").split('\n');
    result.status = lines.first().split(' ').value(1).toInt();
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        result.fields.append({ line.first(colon), line.sliced(colon + 1).trimmed() });
    }
    const bool hasBody = expectsBody && result.status != 204;
    const qsizetype bodySize = hasBody ? result.field("Content-Length").toLongLong() : 0;
    if (m_received.size() < headSize + bodySize)
        return false;
    result.body = m_received.sliced(headSize, bodySize);
    m_received.remove(0, headSize + bodySize);
    response = result;
    return true;
}
