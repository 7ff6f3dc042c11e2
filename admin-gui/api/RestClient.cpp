// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/RestClient.h"

#include "json/JsonParsing.h"
#include "json/JsonText.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

/// Every item of \a array, or nothing where one is not as the contract says.
template <typename T>
std::optional<QList<T>> listOf(const QJsonValue &array)
{
    if (!array.isArray())
        return std::nullopt;
    const QJsonArray values = array.toArray();
    QList<T> items;
    items.reserve(values.size());
    for (const QJsonValue value : values) {
        std::optional<T> item = T::fromJson(value.toObject());
        if (!item)
            return std::nullopt;
        items.append(std::move(*item));
    }
    return items;
}

QJsonDocument documentOf(const RestAnswer &answer)
{
    return json::parse(answer.body);
}

std::optional<RoomListPage> toRoomListPage(const RestAnswer &answer)
{
    const QJsonObject json = documentOf(answer).object();
    auto rooms = listOf<Room>(json.value("items"_L1));
    if (!rooms || !json.value("total"_L1).isDouble())
        return std::nullopt;
    return RoomListPage{ std::move(*rooms), json.value("total"_L1).toInteger(),
                         json.value("nextCursor"_L1).toString().toLatin1() };
}

std::optional<HistoryPage> toHistoryPage(const RestAnswer &answer)
{
    const QJsonDocument document = documentOf(answer);
    auto messages = listOf<Exchange>(document.isArray() ? QJsonValue(document.array()) : QJsonValue());
    if (!messages)
        return std::nullopt;
    return HistoryPage{ std::move(*messages), answer.totalCount };
}

std::optional<bool> toDone(const RestAnswer &answer)
{
    return answer.status == 204 ? std::optional(true) : std::nullopt;
}

template <typename T>
std::optional<T> toObject(const RestAnswer &answer)
{
    return T::fromJson(documentOf(answer).object());
}

} // namespace

RestClient::RestClient(RestTransport &transport, QObject *parent) :
    QObject(parent),
    m_transport(transport)
{
}

RestCall *RestClient::stats(QObject *context, Done<ServerStats> done)
{
    return call<ServerStats>({ .path = "/stats", .timeoutMs = 10'000 }, context, toObject<ServerStats>,
                             std::move(done));
}

RestCall *RestClient::listRooms(const QByteArray &cursor, int limit, QObject *context, Done<RoomListPage> done)
{
    RestRequest request{ .path = "/rooms", .query = "limit=" + QByteArray::number(limit) };
    if (!cursor.isEmpty())
        request.query += "&cursor=" + cursor;
    return call<RoomListPage>(request, context, toRoomListPage, std::move(done));
}

RestCall *RestClient::findRoom(const QString &roomId, QObject *context, Done<Room> done)
{
    // QUrl takes `%2D` for `-`, so a room called `room-info` is found in the list that stands at its path.
    const auto parse = [roomId](const RestAnswer &answer) -> std::optional<Room> {
        const QJsonDocument document = documentOf(answer);
        if (!document.isArray())
            return Room::fromJson(document.object());
        for (const Room &room : listOf<Room>(document.array()).value_or(QList<Room>())) {
            if (room.roomId == roomId)
                return room;
        }
        return std::nullopt;
    };
    return call<Room>({ .path = roomPath(roomId) }, context, parse, std::move(done));
}

RestCall *RestClient::createRoom(const QString &roomId, const QString &creator, QObject *context, Done<Room> done)
{
    const QJsonObject body{ { u"roomId"_s, roomId }, { u"creatorUsername"_s, creator } };
    return call<Room>({ .method = "POST",
                        .path = "/rooms",
                        .body = json::toCompact(body),
                        .action = tr("Create room %1").arg(roomId) },
                      context, toObject<Room>, std::move(done));
}

RestCall *RestClient::closeRoom(const QString &roomId, QObject *context, Done<bool> done)
{
    return call<bool>(
        { .method = "DELETE", .path = roomPath(roomId), .action = tr("Close room %1").arg(roomId) }, context,
        toDone, std::move(done));
}

RestCall *RestClient::listParticipants(const QString &roomId, QObject *context, Done<QList<Participant>> done)
{
    const auto parse = [](const RestAnswer &answer) {
        const QJsonDocument document = documentOf(answer);
        return listOf<Participant>(document.isArray() ? QJsonValue(document.array()) : QJsonValue());
    };
    return call<QList<Participant>>({ .path = roomPath(roomId, "/participants") }, context, parse,
                                    std::move(done));
}

RestCall *RestClient::kick(const QString &roomId, const Participant &participant, const QString &reason,
                           QObject *context, Done<bool> done)
{
    RestRequest request{ .method = "DELETE",
                         .path = roomPath(roomId, "/participants/" + encoded(participant.socketId)),
                         .action = tr("Remove %1 from room %2").arg(participant.username, roomId) };
    if (!reason.isEmpty())
        request.query = "reason=" + encoded(reason);
    return call<bool>(request, context, toDone, std::move(done));
}

RestCall *RestClient::post(const QString &roomId, const QString &username, const QString &content,
                           QObject *context, Done<Exchange> done)
{
    const QJsonObject body{ { u"username"_s, username }, { u"content"_s, content } };
    return call<Exchange>({ .method = "POST",
                            .path = roomPath(roomId, "/messages"),
                            .body = json::toCompact(body),
                            .action = tr("Post to room %1").arg(roomId) },
                          context, toObject<Exchange>, std::move(done));
}

RestCall *RestClient::readHistory(const QString &roomId, const HistoryRange &range, QObject *context,
                                  Done<HistoryPage> done)
{
    return call<HistoryPage>(historyRequest(roomId, range), context, toHistoryPage, std::move(done));
}

RestRequest RestClient::historyRequest(const QString &roomId, const HistoryRange &range)
{
    RestRequest request{ .path = roomPath(roomId, "/messages"),
                         .query = "limit=" + QByteArray::number(range.limit),
                         .timeoutMs = 30'000 };
    if (range.after)
        request.query += "&after=" + QByteArray::number(*range.after);
    if (range.before)
        request.query += "&before=" + QByteArray::number(*range.before);
    return request;
}

QByteArray RestClient::roomPath(const QString &roomId, const QByteArray &rest)
{
    return "/rooms/" + encoded(roomId) + rest;
}

RestCall *RestClient::send(const RestRequest &request)
{
    RestCall *const call = m_transport.send(request);
    if (!request.action.isEmpty()) {
        connect(call, &RestCall::finished, this, [this, request](const ApiResult<RestAnswer> &result) {
            const ApiResult<RestAnswer> answer = judged(result);
            Q_EMIT actionFinished(request, answer ? QString() : answer.error().text);
        });
    }
    return call;
}

ApiResult<RestAnswer> RestClient::judged(const ApiResult<RestAnswer> &result)
{
    if (!result || (result->status >= 200 && result->status < 300))
        return result;
    const Error error = Error::fromRestBody(result->status, result->body);
    // Another server's page for what it does not know.
    if (error.kind == Error::Kind::RouteNotFound || error.kind == Error::Kind::MethodNotAllowed)
        return tl::unexpected(ApiError::notParlor());
    return tl::unexpected(ApiError::refused(error));
}

void RestClient::aside(bool isLarge, QObject *context, const std::function<void()> &work,
                       const std::function<void()> &after)
{
    if (!isLarge) {
        work();
        after();
        return;
    }
    QThreadPool::globalInstance()->start([work, after, context = QPointer(context)] {
        work();
        // Whether the context is still there can only be asked on its own thread.
        const auto deliver = [after, context] {
            if (context)
                after();
        };
        QMetaObject::invokeMethod(QCoreApplication::instance(), deliver, Qt::QueuedConnection);
    });
}

} // namespace parlor::admin
