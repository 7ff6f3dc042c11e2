// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "RestClient.h"

#include "HttpResponse.h"
#include "MessageText.h"

#include <array>

#include <sys/socket.h>
#include <unistd.h>

namespace parlor::load {

using namespace Qt::StringLiterals;

RestClient::RestClient(const Endpoint &endpoint) :
    m_endpoint(endpoint),
    m_descriptor(connectNow(endpoint))
{
}

RestClient::~RestClient()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

tl::expected<void, QString> RestClient::createRoom(const QByteArray &roomId)
{
    const int status = request("POST", "/api/v1/rooms", "{\"roomId\":\"" + roomId + "\",\"creatorUsername\":\"load\"}");
    if (status != 201 && status != 409)
        return tl::unexpected(u"creating the room %1 was answered %2"_s.arg(QLatin1StringView(roomId)).arg(status));
    return {};
}

tl::expected<void, QString> RestClient::post(const QByteArray &roomId, int contentBytes)
{
    const int status =
        request("POST", "/api/v1/rooms/" + roomId + "/messages", MessageTemplate(roomId, 0, contentBytes).stamped(0));
    if (status != 201)
        return tl::unexpected(u"posting to the room %1 was answered %2"_s.arg(QLatin1StringView(roomId)).arg(status));
    return {};
}

int RestClient::request(QByteArrayView method, const QByteArray &target, const QByteArray &body)
{
    if (m_descriptor < 0)
        return 0;
    const QByteArray request = httpRequest(method, target, m_endpoint.authority(), body);
    ::send(m_descriptor, request.constData(), std::size_t(request.size()), MSG_NOSIGNAL);
    QByteArray received;
    for (;;) {
        std::array<char, 4096> buffer;
        const ssize_t size = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
        if (size <= 0)
            return 0;
        received.append(buffer.data(), size);
        if (const auto response = HttpResponse::read(received))
            return response->status;
    }
}

} // namespace parlor::load
