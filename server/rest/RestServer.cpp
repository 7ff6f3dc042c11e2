// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RestServer.h"

#include "rest/AuditController.h"
#include "rest/BansController.h"
#include "rest/CorsRules.h"
#include "rest/HttpFrontend.h"
#include "rest/MessagesController.h"
#include "rest/MutesController.h"
#include "rest/ParticipantsController.h"
#include "rest/RoomsController.h"
#include "rest/StatsController.h"
#include "rooms/RoomLink.h"
#include "security/Authenticator.h"
#include "security/PeerAddress.h"
#include "text/Utf8Decoding.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// The original's words, which name what the client sent.
RestResponse cannot(Error::Kind kind, const RestRequest &request)
{
    const QString what =
        u"Cannot "_s + QString::fromUtf8(request.method) + u' ' + QString::fromUtf8(request.target);
    return RestResponse::error(Error::of(kind, what));
}

RestResponse allowing(RestResponse response, const QByteArrayList &methods)
{
    return response.with("Allow", methods.join(", "));
}

} // namespace

RestServer::RestServer(RoomLink &rooms, const Authenticator &authenticator, const Settings &settings,
                       QObject *parent) :
    QObject(parent),
    m_link(rooms),
    m_authenticator(authenticator),
    m_cors(std::make_unique<CorsRules>(settings.origins)),
    m_routes(std::make_unique<RouteTable>()),
    m_rooms(std::make_unique<RoomsController>(rooms, settings.limits, *m_routes)),
    m_messages(std::make_unique<MessagesController>(rooms, settings.limits, *m_routes)),
    m_participants(std::make_unique<ParticipantsController>(rooms, *m_routes)),
    m_bans(std::make_unique<BansController>(rooms, *m_routes)),
    m_mutes(std::make_unique<MutesController>(rooms, *m_routes)),
    m_audit(std::make_unique<AuditController>(rooms, *m_routes)),
    m_stats(std::make_unique<StatsController>(rooms, settings.connections, *m_routes)),
    m_frontend(std::make_unique<HttpFrontend>(
        [this](RestRequest &&request, const HttpReply &reply) { handle(request, reply); }))
{
}

RestServer::~RestServer() = default;

void RestServer::setOrigins(const OriginPolicy &origins)
{
    *m_cors = CorsRules(origins);
}

void RestServer::bind(QTcpServer *server)
{
    m_frontend->bind(server);
}

void RestServer::handle(RestRequest &request, const HttpReply &reply) const
{
    reply.setCommonFields(m_cors->fieldsFor(request));
    if (CorsRules::isPreflight(request)) {
        reply.send(m_cors->answerPreflight(request));
        return;
    }
    const RouteTable::Match match = m_routes->find(request.method, request.path());
    request.pathValues = match.values;
    reply.countIn(match.answers);
    if (const Result<void> admitted = admit(request, match); !admitted)
        reply.send(RestResponse::error(admitted.error()));
    else
        answer(request, reply, match);
}

Result<void> RestServer::admit(RestRequest &request, const RouteTable::Match &match) const
{
    if (match.handler && match.access == RouteTable::Public)
        return {};
    const auto identity = m_authenticator.authenticate(Authenticator::bearerToken(request.authorization));
    if (!identity)
        return tl::unexpected(identity.error());
    request.identity = *identity;
    // What is no request of ours is answered so in what follows.
    if (!match.handler || !match.undecodable.isEmpty())
        return {};
    const QString roomId = request.roomId();
    if (const auto admitted = checkBans(request, roomId); !admitted)
        return admitted;
    const bool isAllowed = roomId.isEmpty() ? accesspolicy::allows(**identity, *match.access)
                                            : accesspolicy::allows(**identity, *match.access, roomId);
    return isAllowed ? Result<void>() : tl::unexpected(Error::accessForbidden());
}

Result<void> RestServer::checkBans(const RestRequest &request, const QString &roomId) const
{
    const BanList &bans = m_link.bans();
    if (bans.isEmpty())
        return {};
    const Identity &asker = *request.identity;
    return bans.admits(asker.role == Role::Admin ? QString() : asker.username, addressText(request.peerAddress), roomId,
                       currentTimestamp());
}

void RestServer::answer(RestRequest &request, const HttpReply &reply, const RouteTable::Match &match) const
{
    if (!match.undecodable.isEmpty()) {
        reply.send(RestResponse::error(
            Error::badRequest(u"Failed to decode param '"_s + utf8Decoded(match.undecodable) + u'\'')));
    } else if (match.handler) {
        (*match.handler)(request, reply);
    } else if (match.allowedMethods.isEmpty()) {
        reply.send(cannot(Error::Kind::RouteNotFound, request));
    } else if (request.method == "OPTIONS") {
        reply.send(allowing(RestResponse::noContent(), match.allowedMethods));
    } else {
        reply.send(allowing(cannot(Error::Kind::MethodNotAllowed, request), match.allowedMethods));
    }
}

} // namespace parlor
