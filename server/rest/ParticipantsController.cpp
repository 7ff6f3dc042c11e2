// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/ParticipantsController.h"

#include "json/JsonText.h"
#include "rest/AuditTrail.h"
#include "rest/HttpReply.h"
#include "rest/QueryParameters.h"
#include "rest/RestRequest.h"
#include "rest/RouteTable.h"
#include "rooms/RoomLink.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// In UTF-16 units. The reason goes to the kicked one alone.
constexpr qsizetype MaxReasonLength = 256;

QByteArray toJson(const QList<Participant> &participants, const QString &roomId)
{
    const QByteArray roomIdJson = json::toString(roomId);
    QByteArray out;
    json::appendArray(out, participants,
                      [&](const Participant &participant) { out += participant.toJson(roomIdJson); });
    return out;
}

Result<QString> readReason(QByteArrayView query)
{
    QueryParameters parameters(query);
    QString reason = parameters.text("reason"_L1).value_or(QString());
    if (reason.size() > MaxReasonLength)
        parameters.refuse(Error::badRequest(
            u"reason must be shorter than or equal to %1 characters"_s.arg(MaxReasonLength)));
    if (const Result<void> verdict = parameters.verdict(); !verdict)
        return tl::unexpected(verdict.error());
    return reason.isEmpty() ? u"removed by an administrator"_s : reason;
}

} // namespace

ParticipantsController::ParticipantsController(RoomLink &rooms, RouteTable &routes) :
    m_rooms(rooms)
{
    routes.add("GET", "/api/v1/rooms/{roomId}/participants", Action::ListParticipants, this, &ParticipantsController::list);
    routes.add("DELETE", "/api/v1/rooms/{roomId}/participants/{socketId}", Action::RemoveParticipant, this,
               &ParticipantsController::kick);
}

void ParticipantsController::list(const RestRequest &request, const HttpReply &reply)
{
    const QString roomId = request.roomId();
    m_rooms.listParticipants(roomId, [reply, roomId](const Result<QList<Participant>> &listed) {
        reply.sendResult(listed, [&roomId](const QList<Participant> &participants) {
            return RestResponse::json(200, toJson(participants, roomId));
        });
    });
}

void ParticipantsController::kick(const RestRequest &request, const HttpReply &reply)
{
    const Result<QString> reason = readReason(request.query());
    if (!reason) {
        reply.send(RestResponse::error(reason.error()));
        return;
    }
    const QString socketId = request.pathValues.value("socketId");
    const AuditEntry entry = audittrail::begin(
        request, "participant.kick"_L1,
        { { u"roomId"_s, request.roomId() }, { u"socketId"_s, socketId }, { u"reason"_s, *reason } });
    m_rooms.kick(request.roomId(), socketId, *reason, [reply, entry, rooms = &m_rooms](const Result<Participant> &kicked) {
        AuditEntry done = entry;
        if (kicked)
            done.target.insert("username"_L1, kicked->username);
        audittrail::finish(*rooms, done, kicked, [reply, kicked] {
            reply.sendResult(kicked, [](const Participant &) { return RestResponse::noContent(); });
        });
    });
}

} // namespace parlor
