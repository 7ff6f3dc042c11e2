// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RoomsController.h"

#include "json/JsonText.h"
#include "rest/PayloadReader.h"
#include "rest/PercentCoding.h"
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

Result<NewRoom> readNewRoom(const QByteArray &body)
{
    const Result<QJsonObject> payload = readPayload(body);
    if (!payload)
        return tl::unexpected(payload.error());
    PayloadRules rules(*payload);
    NewRoom room;
    room.roomId = rules.name("roomId"_L1);
    room.creatorUsername = rules.name("creatorUsername"_L1);
    if (const Result<void> verdict = rules.verdict(); !verdict)
        return tl::unexpected(verdict.error());
    return room;
}

QByteArray toJson(const QList<Room> &rooms)
{
    QByteArray out("[");
    out.reserve(rooms.size() * TypicalRoomBytes + 2);
    for (const Room &room : rooms) {
        if (out.size() > 1)
            out += ',';
        out += room.toJson();
    }
    out += ']';
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

RoomsController::RoomsController(RoomLink &rooms, RouteTable &routes) :
    m_rooms(rooms)
{
    routes.add("POST", "/api/v1/rooms", this, &RoomsController::create);
    routes.add("GET", "/api/v1/rooms", this, &RoomsController::list);
    routes.add("GET", "/api/v1/rooms/room-info", this, &RoomsController::listAll);
    routes.add("GET", "/api/v1/rooms/{roomId}", this, &RoomsController::show);
    routes.add("DELETE", "/api/v1/rooms/{roomId}", this, &RoomsController::close);
}

void RoomsController::create(const RestRequest &request, const HttpReply &reply)
{
    const Result<NewRoom> wanted = readNewRoom(request.body);
    if (!wanted) {
        reply.send(RestResponse::error(wanted.error()));
        return;
    }
    m_rooms.createRoom(wanted->roomId, wanted->creatorUsername, [reply](const Result<Room> &created) {
        reply.sendResult(created, [](const Room &room) {
            return RestResponse::json(201, room.toJson())
                .with("Location", "/api/v1/rooms/" + percentEncoded(room.roomId));
        });
    });
}

void RoomsController::list(const RestRequest &request, const HttpReply &reply)
{
    const Result<RoomQuery> query = RoomQuery::read(request.query());
    if (!query) {
        reply.send(RestResponse::error(query.error()));
        return;
    }
    m_rooms.listRooms([reply, query = *query](const Result<QList<Room>> &listed) {
        reply.sendResult(listed, [&query](const QList<Room> &rooms) {
            return RestResponse::json(200, toJson(query.apply(rooms)));
        });
    });
}

void RoomsController::listAll(const RestRequest &, const HttpReply &reply)
{
    m_rooms.listRooms([reply](const Result<QList<Room>> &listed) {
        reply.sendResult(listed,
                         [](const QList<Room> &rooms) { return RestResponse::json(200, toJson(rooms)); });
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
    m_rooms.closeRoom(request.roomId(), u"admin"_s, [reply](const Result<void> &closed) {
        reply.sendResult(closed, &RestResponse::noContent);
    });
}

} // namespace parlor
