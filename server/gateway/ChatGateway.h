// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/IdentityWatch.h"
#include "limits/LimitCounters.h"
#include "limits/RateLimit.h"
#include "model/Error.h"
#include "rooms/RoomEvents.h"
#include "rooms/RoomRequests.h"
#include "validation/PayloadLimits.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QJsonValue>
#include <QObject>
#include <QString>

#include <functional>
#include <vector>

namespace parlor {

class ChatClient;
class RoomFanout;
class RoomLink;
class TurnWriter;

/// The chat's events (contract, section 3), whatever they came by: validates them, asks the rooms, and answers. One for each
/// worker, on its thread.
class ChatGateway : public QObject {
    Q_OBJECT

public:
    struct Settings {
        PayloadLimits payload;
        RateLimit posts; ///< of each client, and of what it says of its typing
        RateLimit joins; ///< of each client, and of its observations
        bool exemptsLoopback = true; ///< from the rates
    };

    /// All must outlive this.
    ChatGateway(const Settings &settings, RoomLink &rooms, RoomFanout &fanout, TurnWriter &writer, LimitCounters &counters,
                QObject *parent = nullptr);
    ~ChatGateway() override;

    /// How often a client may post and join, from now on.
    void setRates(const RateLimit &posts, const RateLimit &joins);

    /// A new connection's id.
    MemberId nextMemberId();
    /// \a client, who comes from \a address, takes part until disconnected(), which it brings about where \a identity ends first.
    void connected(ChatClient &client, const SharedIdentity &identity, const QHostAddress &address);
    void disconnected(ChatClient &client);
    /// \a client, which is connected, has a newer token. AccessForbidden where that is somebody else's, or gives other rights.
    Result<void> renew(ChatClient &client, const SharedIdentity &identity);
    /// Ends the connections of those for whom nothing vouches any more, as \a isGood says.
    void reviewIdentities(const IdentityWatch::Predicate &isGood) { m_identities.review(isGood); }

    /// An event from \a client. \a ticket is given back to it with the answer; 0: it wants none. False where the event is
    /// unknown and ignored: no answer follows.
    bool receive(ChatClient &client, const QString &event, const QJsonValue &data, quint64 ticket);
    /// Whether receive() would do something about that event.
    bool receives(const QString &event) const;

    /// How deep the JSON of a client may be.
    int maxJsonDepth() const { return m_settings.payload.jsonDepth; }
    void countTooDeep() { m_counters.count(Limit::JsonDepth); }

    /// What comes in from now on is ignored: the server stops, and nothing more is promised. Every client is told, and when to come
    /// back: each at another time, within \a spreadMs, so that they do not all come at once.
    void stopReceiving(int spreadMs);

private:
    using Handler = void (ChatGateway::*)(ChatClient &, const QJsonObject &, quint64);
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    /// Null for an event that is ignored.
    Handler handlerOf(const QString &event) const;

    void join(ChatClient &client, const QJsonObject &payload, quint64 ticket);
    void post(ChatClient &client, const QJsonObject &payload, quint64 ticket);
    void leave(ChatClient &client, const QJsonObject &payload, quint64 ticket);
    void typing(ChatClient &client, const QJsonObject &payload, quint64 ticket);
    void observe(ChatClient &client, const QJsonObject &payload, quint64 ticket);
    void unobserve(ChatClient &client, const QJsonObject &payload, quint64 ticket);

    /// Takes from \a bucket; where there is nothing in it, refuses and returns false.
    bool isInTime(ChatClient &client, RateLimit::Bucket &bucket, const RateLimit &rate, Limit limit, quint64 ticket);
    void refusePayload(ChatClient &client, const Error &error, quint64 ticket);
    void dismiss(ChatClient *client, const Error &why);
    /// Ends the connections from addresses that are banned everywhere.
    void dismissBanned();

    void handleEvent(const RoomEvent &event);
    void answerPosts();
    void answerPost(const PostAnswer &answer);

    /// Acknowledges a join or an observation, or refuses it and ends the connection, as the original does.
    Done<JoinAnswer> answerEntry(MemberId member, quint64 ticket);
    /// Acknowledges with `{"status":"ok"}`, or refuses.
    Done<void> answerPlainly(MemberId member, quint64 ticket);

    Settings m_settings;
    RoomLink &m_rooms;
    RoomFanout &m_fanout;
    TurnWriter &m_writer;
    LimitCounters &m_counters;
    IdentityWatch m_identities;
    quint64 m_lastSerial = 0;
    bool m_isReceiving = true;
    std::vector<PostAnswer> m_postAnswers; ///< leave at the end of the turn, after the deliveries
};

} // namespace parlor
