// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RoomsController.h"

#include "json/JsonText.h"
#include "rest/AuditTrail.h"
#include "rest/PayloadReader.h"
#include "rest/RoomPath.h"
#include "rest/RoomQuery.h"
#include "rest/RouteTable.h"
#include "rooms/RoomLink.h"
#include "validation/PayloadRules.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype TypicalRoomBytes = 192;

struct NewRoom {
    QString roomId;
    QString creatorUsername;
};

Result<NewRoom> readNewRoom(const RestRequest &request, const RestLimits &limits)
{
    const auto sign = [&request](const QJsonObject &it) { return request.identity->sign(it, "creatorUsername"_L1); };
    const Result<QJsonObject> payload = readPayload(request.body, limits).and_then(sign);
    if (!payload)
        return tl::unexpected(payload.error());
    PayloadRules rules(*payload);
    NewRoom room;
    room.roomId = rules.name("roomId"_L1);
    room.creatorUsername = rules.name("creatorUsername"_L1);
    if (const Result<void> verdict = rules.verdict(); !verdict)
        return tl::unexpected(verdict.error());
    if (const Result<void> allowed = accesspolicy::check(*request.identity, Action::CreateRoom, room.roomId); !allowed)
        return tl::unexpected(allowed.error());
    return room;
}

/// Nobody hears of rooms that are none of theirs.
QList<Room> within(const RoomScope &scope, QList<Room> rooms)
{
    if (!scope.coversEveryRoom())
        rooms.removeIf([&scope](const Room &room) { return !scope.covers(room.roomId); });
    return rooms;
}

QByteArray toJson(const QList<Room> &rooms)
{
    QByteArray out;
    out.reserve(rooms.size() * TypicalRoomBytes + 2);
    json::appendArray(out, rooms, [&out](const Room &room) { out += room.toJson(); });
    return out;
}

QByteArray toJson(const RoomPage &page)
{
    QByteArray out("{\"items\":");
    out += toJson(page.rooms);
    out += ",\"total\":" + QByteArray::number(page.total) + ",\"nextCursor\":";
    out += page.nextCursor.isEmpty() ? "null"_ba : '"' + page.nextCursor + '"';
    out += '}';
    return out;
}

} // namespace

RoomsController::RoomsController(RoomLink &rooms, const RestLimits &limits, RouteTable &routes) :
    m_rooms(rooms),
    m_limits(limits)
{
    routes.add("POST", "/api/v1/rooms", Action::CreateRoom, this, &RoomsController::create);
    routes.add("GET", "/api/v1/rooms", Action::ListRooms, this, &RoomsController::list);
    routes.add("GET", "/api/v1/rooms/room-info", Action::ListRooms, this, &RoomsController::listAll);
    routes.add("GET", "/api/v1/rooms/{roomId}", Action::ShowRoom, this, &RoomsController::show);
    routes.add("DELETE", "/api/v1/rooms/{roomId}", Action::CloseRoom, this, &RoomsController::close);
}

void RoomsController::create(const RestRequest &request, const HttpReply &reply)
{
    const Result<NewRoom> wanted = readNewRoom(request, m_limits);
    if (!wanted) {
        reply.send(RestResponse::error(wanted.error()));
        return;
    }
    const auto answer = [reply](const Result<Room> &created) {
        reply.sendResult(created, [](const Room &room) {
            return RestResponse::json(201, room.toJson())
                .with("Location", roomPath(room.roomId));
        });
    };
    const Quota quota = m_limits.network(request.peerAddress).isNull() ? Quota::Lifted : Quota::Held;
    if (!audittrail::isWorthIt(request)) {
        m_rooms.createRoom(wanted->roomId, wanted->creatorUsername, answer, quota);
        return;
    }
    const AuditEntry entry = audittrail::begin(
        request, "room.create"_L1, { { u"roomId"_s, wanted->roomId }, { u"username"_s, wanted->creatorUsername } });
    const auto record = [answer, entry, rooms = &m_rooms](const Result<Room> &created) {
        audittrail::finish(*rooms, entry, created, [answer, created] { answer(created); });
    };
    m_rooms.createRoom(wanted->roomId, wanted->creatorUsername, record, quota);
}

void RoomsController::list(const RestRequest &request, const HttpReply &reply)
{
    const Result<RoomQuery> query = RoomQuery::read(request.query());
    if (!query) {
        reply.send(RestResponse::error(query.error()));
        return;
    }
    m_rooms.listRooms([reply, query = *query, asker = request.identity](const Result<QList<Room>> &listed) {
        reply.sendResult(listed, [&](const QList<Room> &rooms) {
            return RestResponse::json(200, toJson(query.apply(within(asker->rooms, rooms))));
        });
    });
}

void RoomsController::listAll(const RestRequest &request, const HttpReply &reply)
{
    m_rooms.listRooms([reply, asker = request.identity](const Result<QList<Room>> &listed) {
        reply.sendResult(listed, [&asker](const QList<Room> &rooms) {
            return RestResponse::json(200, toJson(within(asker->rooms, rooms)));
        });
    });
}

void RoomsController::show(const RestRequest &request, const HttpReply &reply)
{
    m_rooms.findRoom(request.roomId(), [reply](const Result<Room> &found) {
        reply.sendResult(found, [](const Room &room) { return RestResponse::json(200, room.toJson()); });
    });
}

void RoomsController::close(const RestRequest &request, const HttpReply &reply)
{
    const QString &name = request.identity->username;
    const AuditEntry entry = audittrail::begin(request, "room.close"_L1, { { u"roomId"_s, request.roomId() } });
    m_rooms.closeRoom(request.roomId(), name.isEmpty() ? u"admin"_s : name,
                      [reply, entry, rooms = &m_rooms](const Result<void> &closed) {
                          audittrail::finish(*rooms, entry, closed,
                                             [reply, closed] { reply.sendResult(closed, &RestResponse::noContent); });
                      });
}

} // namespace parlor
