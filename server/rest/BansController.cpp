// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/BansController.h"

#include "json/JsonText.h"
#include "rest/AuditTrail.h"
#include "rest/HttpReply.h"
#include "rest/PayloadReader.h"
#include "rest/QueryParameters.h"
#include "rest/RestRequest.h"
#include "rest/RouteTable.h"
#include "rooms/RoomLink.h"
#include "security/PeerAddress.h"
#include "validation/PayloadRules.h"
#include "validation/SanctionTerms.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

Result<void> mayBan(const Identity &identity, const QString &roomId)
{
    return accesspolicy::check(identity, roomId.isEmpty() ? Action::BanFromEveryRoom : Action::BanFromRoom, roomId);
}

/// Who bans its own address cannot come back to lift that, and behind a proxy everybody has the same.
void checkAddress(PayloadRules &rules, const QHostAddress &address, const RestRequest &request, const Ban &ban)
{
    rules.require(!address.isNull(), u"address must be an IPv4 or IPv6 address"_s);
    rules.require(!ban.roomId.isEmpty() || ban.address != addressText(request.peerAddress),
                  u"address must not be your own"_s);
}

Result<Ban> readBan(const RestRequest &request)
{
    const Result<QJsonObject> payload = readPayload(request.body);
    if (!payload)
        return tl::unexpected(payload.error());
    PayloadRules rules(*payload);
    Ban ban;
    ban.username = rules.optionalName("username"_L1);
    const QString address = rules.optionalName("address"_L1);
    rules.require(ban.username.isEmpty() != address.isEmpty(), u"either username or address should be given"_s);
    ban.roomId = rules.optionalName("roomId"_L1);
    if (!address.isEmpty()) {
        const QHostAddress parsed(address);
        ban.address = addressText(parsed);
        checkAddress(rules, parsed, request, ban);
    }
    ban.createdAt = currentTimestamp();
    const SanctionTerms terms = SanctionTerms::read(rules, ban.createdAt);
    if (const Result<void> verdict = rules.verdict(); !verdict)
        return tl::unexpected(verdict.error());
    ban.reason = terms.reason.isEmpty() ? u"banned by an administrator"_s : terms.reason;
    ban.until = terms.until;
    ban.createdBy = request.identity->displayName();
    return mayBan(*request.identity, ban.roomId).map([&ban] { return ban; });
}

/// What the audit trail says of a ban.
QJsonObject describe(const Ban &ban)
{
    QJsonObject target { { u"reason"_s, ban.reason } };
    if (ban.banId > 0)
        target.insert("banId"_L1, ban.banId);
    if (ban.username.isEmpty())
        target.insert("address"_L1, ban.address);
    else
        target.insert("username"_L1, ban.username);
    if (!ban.roomId.isEmpty())
        target.insert("roomId"_L1, ban.roomId);
    if (ban.until)
        target.insert("until"_L1, QString::fromLatin1(toIsoString(*ban.until)));
    return target;
}

/// Of those that \a asker could make itself.
QByteArray toJson(QList<Ban> bans, const Identity &asker)
{
    bans.removeIf([&asker](const Ban &ban) { return !mayBan(asker, ban.roomId); });
    QByteArray out;
    json::appendArray(out, bans, [&out](const Ban &ban) { out += ban.toJson(); });
    return out;
}

/// 0 where that is no id of a ban.
qint64 toBanId(const QString &text)
{
    bool isNumber = false;
    const qint64 banId = text.toLongLong(&isNumber);
    return isNumber ? banId : 0;
}

} // namespace

BansController::BansController(RoomLink &rooms, RouteTable &routes) :
    m_rooms(rooms)
{
    routes.add("GET", "/api/v1/bans", Action::ListBans, this, &BansController::list);
    routes.add("POST", "/api/v1/bans", Action::BanFromRoom, this, &BansController::ban);
    routes.add("DELETE", "/api/v1/bans/{banId}", Action::BanFromRoom, this, &BansController::unban);
}

void BansController::list(const RestRequest &request, const HttpReply &reply)
{
    m_rooms.listBans([reply, asker = request.identity](const Result<QList<Ban>> &listed) {
        reply.sendResult(listed,
                         [&asker](const QList<Ban> &bans) { return RestResponse::json(200, toJson(bans, *asker)); });
    });
}

void BansController::ban(const RestRequest &request, const HttpReply &reply)
{
    const Result<Ban> wanted = readBan(request);
    if (!wanted) {
        reply.send(RestResponse::error(wanted.error()));
        return;
    }
    const AuditEntry entry = audittrail::begin(request, "ban.add"_L1, describe(*wanted));
    m_rooms.ban(*wanted, [reply, entry, rooms = &m_rooms](const Result<Ban> &made) {
        AuditEntry done = entry;
        if (made)
            done.target = describe(*made);
        audittrail::finish(*rooms, done, made, [reply, made] {
            reply.sendResult(made, [](const Ban &ban) {
                return RestResponse::json(201, ban.toJson())
                    .with("Location", "/api/v1/bans/" + QByteArray::number(ban.banId));
            });
        });
    });
}

void BansController::unban(const RestRequest &request, const HttpReply &reply)
{
    const QString text = request.pathValues.value("banId");
    const AuditEntry entry = audittrail::begin(request, "ban.lift"_L1, {});
    // Who may not lift it learns nothing of it, not even that it is there.
    const auto found = [reply, entry, text, rooms = &m_rooms, asker = request.identity](const Result<Ban> &ban) {
        if (!ban || !mayBan(*asker, ban->roomId)) {
            reply.send(RestResponse::error(Error::banNotFound(text)));
            return;
        }
        rooms->unban(ban->banId, [reply, entry, rooms, ban = *ban](const Result<Ban> &lifted) {
            AuditEntry done = entry;
            done.target = describe(ban);
            audittrail::finish(*rooms, done, lifted, [reply, lifted] {
                reply.sendResult(lifted, [](const Ban &) { return RestResponse::noContent(); });
            });
        });
    };
    m_rooms.findBan(toBanId(text), found);
}

} // namespace parlor
