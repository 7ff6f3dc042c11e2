// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/RestLimits.h"
#include "rest/RouteTable.h"
#include "security/OriginPolicy.h"

#include <QObject>

#include <functional>
#include <memory>

class QTcpServer;

namespace parlor {

class AuditController;
class Authenticator;
class BansController;
class CorsRules;
class HttpFrontend;
class MessagesController;
class MutesController;
class ParticipantsController;
class RoomLink;
class RoomsController;
class StatsController;

/// Open connections of the whole server, by transport.
struct ConnectionCounts {
    qint64 http = 0;
    qint64 socketIo = 0;
    qint64 plainWebSocket = 0;
};

/// The REST API of one worker (contract, section 1), on Qt HttpServer. Lives on its worker's thread; asks the
/// rooms through \a rooms and answers when they do.
class RestServer : public QObject {
    Q_OBJECT

public:
    struct Settings {
        OriginPolicy origins;
        /// Called on the worker's thread; must be cheap.
        std::function<ConnectionCounts()> connections;
        RestLimits limits {};
    };

    /// \a rooms and \a authenticator must outlive the server.
    RestServer(RoomLink &rooms, const Authenticator &authenticator, const Settings &settings,
               QObject *parent = nullptr);
    /// Requests that wait for an answer get none.
    ~RestServer() override;

    /// What else is to be answered on the same port is added here, before bind().
    RouteTable &routes() { return *m_routes; }

    /// Whose pages may read answers from now on.
    void setOrigins(const OriginPolicy &origins);

    /// Answers requests on the connections that \a server accepts from now on. It must be listening, and
    /// becomes this object's. It is to be a Listener or to do what one does: one request at a time on a
    /// connection, HEAD turned into GET, and the fields X-Parlor-Method and X-Parlor-Target with what the
    /// client really sent.
    void bind(QTcpServer *server);

private:
    void handle(RestRequest &request, const HttpReply &reply) const;
    void answer(RestRequest &request, const HttpReply &reply, const RouteTable::Match &match) const;
    /// Unauthorized without a good token, Banned where who brought it is, AccessForbidden where \a match is not allowed to who brought it.
    Result<void> admit(RestRequest &request, const RouteTable::Match &match) const;

    /// Whether the asker is kept out of that room, or of every room. An admin's name does not count: it could lift the ban.
    Result<void> checkBans(const RestRequest &request, const QString &roomId) const;

    const RoomLink &m_link;
    const Authenticator &m_authenticator;
    // The frontend goes first, and with it every way to the others.
    const std::unique_ptr<CorsRules> m_cors;
    const std::unique_ptr<RouteTable> m_routes;
    const std::unique_ptr<RoomsController> m_rooms;
    const std::unique_ptr<MessagesController> m_messages;
    const std::unique_ptr<ParticipantsController> m_participants;
    const std::unique_ptr<BansController> m_bans;
    const std::unique_ptr<MutesController> m_mutes;
    const std::unique_ptr<AuditController> m_audit;
    const std::unique_ptr<StatsController> m_stats;
    const std::unique_ptr<HttpFrontend> m_frontend;
};

} // namespace parlor
