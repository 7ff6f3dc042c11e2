// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/RestTransport.h"
#include "model/Exchange.h"
#include "model/Participant.h"
#include "model/Room.h"
#include "model/ServerStats.h"

#include <QList>
#include <QObject>

#include <functional>
#include <optional>

namespace parlor::admin {

struct RoomListPage {
    QList<Room> rooms;
    qint64 total = 0;
    QByteArray nextCursor; ///< empty on the last page
};

/// Which messages; both bounds are exclusive. With `after` the page begins there, otherwise it ends at its end.
struct HistoryRange {
    std::optional<qint64> after = {};
    std::optional<qint64> before = {};
    int limit = 200;
};

struct HistoryPage {
    QList<Exchange> messages; ///< ascending
    qint64 total = 0;
};

/// The REST API (contract, section 1) as functions. None of them blocks. A completion runs on the caller's thread, once,
/// unless its context has gone; large answers are read on another thread meanwhile. The call that is returned is for
/// cancelling; it goes by itself.
class RestClient : public QObject {
    Q_OBJECT

public:
    template <typename T> using Done = std::function<void(const ApiResult<T> &)>;
    template <typename T> using Parser = std::function<std::optional<T>(const RestAnswer &)>;

    /// \a transport must outlive the client.
    explicit RestClient(RestTransport &transport, QObject *parent = nullptr);

    RestCall *stats(QObject *context, Done<ServerStats> done);
    /// In order of creation. \a limit: 1 to 1000.
    RestCall *listRooms(const QByteArray &cursor, int limit, QObject *context, Done<RoomListPage> done);
    RestCall *findRoom(const QString &roomId, QObject *context, Done<Room> done);
    RestCall *createRoom(const QString &roomId, const QString &creator, QObject *context, Done<Room> done);
    RestCall *closeRoom(const QString &roomId, QObject *context, Done<bool> done);
    RestCall *listParticipants(const QString &roomId, QObject *context, Done<QList<Participant>> done);
    /// An empty reason leaves the words to the server.
    RestCall *kick(const QString &roomId, const Participant &participant, const QString &reason, QObject *context,
                   Done<bool> done);
    RestCall *post(const QString &roomId, const QString &username, const QString &content, QObject *context,
                   Done<Exchange> done);
    RestCall *readHistory(const QString &roomId, const HistoryRange &range, QObject *context,
                          Done<HistoryPage> done);

    /// Any request whose answer only the caller can read. \a parse may run on another thread; nothing from it means
    /// that this is no answer of a Parlor server.
    template <typename T>
    RestCall *call(const RestRequest &request, QObject *context, Parser<T> parse, Done<T> done);

    static RestRequest historyRequest(const QString &roomId, const HistoryRange &range);
    /// The path of a room, or of something in it.
    static QByteArray roomPath(const QString &roomId, const QByteArray &rest = {});

Q_SIGNALS:
    /// Something that the operator did has ended; \a failure is empty where it succeeded.
    void actionFinished(const parlor::admin::RestRequest &request, const QString &failure);

private:
    RestCall *send(const RestRequest &request);
    static ApiResult<RestAnswer> judged(const ApiResult<RestAnswer> &result);
    /// Runs \a work on another thread where \a isLarge, and then \a after on this one unless \a context has gone.
    static void aside(bool isLarge, QObject *context, const std::function<void()> &work,
                      const std::function<void()> &after);

    RestTransport &m_transport;
};

template <typename T>
RestCall *RestClient::call(const RestRequest &request, QObject *context, Parser<T> parse, Done<T> done)
{
    constexpr qsizetype large = 32 * 1024;
    RestCall *const started = send(request);
    connect(started, &RestCall::finished, context, [=](const ApiResult<RestAnswer> &result) {
        const ApiResult<RestAnswer> answer = judged(result);
        if (!answer)
            return done(tl::unexpected(answer.error()));
        const auto parsed = std::make_shared<std::optional<T>>();
        aside(
            answer->body.size() > large, context, [=] { *parsed = parse(*answer); },
            [=] {
                if (*parsed)
                    done(std::move(**parsed));
                else
                    done(tl::unexpected(ApiError::notParlor()));
            });
    });
    return started;
}

} // namespace parlor::admin
