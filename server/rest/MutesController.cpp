// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/MutesController.h"

#include "json/JsonText.h"
#include "rest/AuditTrail.h"
#include "rest/HttpReply.h"
#include "rest/PayloadReader.h"
#include "rest/PercentCoding.h"
#include "rest/RestRequest.h"
#include "rest/RoomPath.h"
#include "rest/RouteTable.h"
#include "rooms/RoomLink.h"
#include "validation/PayloadRules.h"
#include "validation/SanctionTerms.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

Result<Mute> readMute(const RestRequest &request)
{
    const Result<QJsonObject> payload = readPayload(request.body);
    if (!payload)
        return tl::unexpected(payload.error());
    PayloadRules rules(*payload);
    Mute mute;
    mute.username = rules.name("username"_L1);
    mute.createdAt = currentTimestamp();
    const SanctionTerms terms = SanctionTerms::read(rules, mute.createdAt);
    if (const Result<void> verdict = rules.verdict(); !verdict)
        return tl::unexpected(verdict.error());
    mute.reason = terms.reason.isEmpty() ? u"muted by an administrator"_s : terms.reason;
    mute.until = terms.until;
    mute.createdBy = request.identity->displayName();
    return mute;
}

/// What the audit trail says of a mute.
QJsonObject describe(const QString &roomId, const Mute &mute)
{
    QJsonObject target { { u"roomId"_s, roomId }, { u"username"_s, mute.username }, { u"reason"_s, mute.reason } };
    if (mute.until)
        target.insert("until"_L1, QString::fromLatin1(toIsoString(*mute.until)));
    return target;
}

QByteArray toJson(const QList<Mute> &mutes, const QByteArray &roomIdJson)
{
    QByteArray out;
    json::appendArray(out, mutes, [&](const Mute &mute) { out += mute.toJson(roomIdJson); });
    return out;
}

RestResponse created(const QString &roomId, const Mute &mute)
{
    return RestResponse::json(201, mute.toJson(json::toString(roomId)))
        .with("Location", roomPath(roomId) + "/mutes/" + percentEncoded(mute.username));
}

} // namespace

MutesController::MutesController(RoomLink &rooms, RouteTable &routes) :
    m_rooms(rooms)
{
    routes.add("GET", "/api/v1/rooms/{roomId}/mutes", Action::ListMutes, this, &MutesController::list);
    routes.add("POST", "/api/v1/rooms/{roomId}/mutes", Action::MuteInRoom, this, &MutesController::mute);
    routes.add("DELETE", "/api/v1/rooms/{roomId}/mutes/{username}", Action::MuteInRoom, this, &MutesController::unmute);
}

void MutesController::list(const RestRequest &request, const HttpReply &reply)
{
    m_rooms.listMutes(request.roomId(),
                      [reply, roomIdJson = json::toString(request.roomId())](const Result<QList<Mute>> &listed) {
                          reply.sendResult(listed, [&roomIdJson](const QList<Mute> &mutes) {
                              return RestResponse::json(200, toJson(mutes, roomIdJson));
                          });
                      });
}

void MutesController::mute(const RestRequest &request, const HttpReply &reply)
{
    const QString roomId = request.roomId();
    const Result<Mute> wanted = readMute(request);
    if (!wanted) {
        reply.send(RestResponse::error(wanted.error()));
        return;
    }
    const AuditEntry entry = audittrail::begin(request, "mute.add"_L1, describe(roomId, *wanted));
    m_rooms.mute(roomId, *wanted, [reply, entry, roomId, rooms = &m_rooms](const Result<Mute> &made) {
        audittrail::finish(*rooms, entry, made, [reply, made, roomId] {
            reply.sendResult(made, [&roomId](const Mute &mute) { return created(roomId, mute); });
        });
    });
}

void MutesController::unmute(const RestRequest &request, const HttpReply &reply)
{
    const QString roomId = request.roomId();
    const QString username = request.pathValues.value("username");
    const AuditEntry entry = audittrail::begin(request, "mute.lift"_L1,
                                               { { u"roomId"_s, roomId }, { u"username"_s, username } });
    m_rooms.unmute(roomId, username, [reply, entry, rooms = &m_rooms](const Result<void> &lifted) {
        audittrail::finish(*rooms, entry, lifted, [reply, lifted] { reply.sendResult(lifted, &RestResponse::noContent); });
    });
}

} // namespace parlor
