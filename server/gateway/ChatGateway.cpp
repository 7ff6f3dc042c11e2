// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ChatGateway.h"

#include "gateway/ChatClient.h"
#include "gateway/RoomFanout.h"
#include "json/JsonText.h"
#include "net/PeerNetwork.h"
#include "net/TurnWriter.h"
#include "protocol/EventNames.h"
#include "rooms/RoomLink.h"
#include "security/AccessPolicy.h"
#include "validation/MessageDraft.h"
#include "validation/PayloadRules.h"

#include <QHash>
#include <QRandomGenerator>

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// What stands for every room in `observe` and `unobserve`.
constexpr QLatin1StringView AllRooms("*");

const QByteArray OkJson = "{\"status\":\"ok\"}"_ba;

/// A server needs a moment to start.
constexpr int SoonestReturnMs = 1000;

/// The original's answer, which its clients compare with.
const QByteArray InvalidRoomIdJson = "\"Invalid Room ID\""_ba;

QByteArray toJson(const JoinAnswer &answer)
{
    QByteArray out = "{\"status\":\"ok\",\"roomId\":"_ba;
    // Of all rooms the answer names none.
    json::appendString(out, answer.roomId.isEmpty() ? QString(AllRooms) : answer.roomId);
    out += ",\"socketId\":";
    json::appendString(out, answer.socketId);
    out += ",\"lastOrder\":" + QByteArray::number(answer.lastOrder);
    out += ",\"participants\":" + QByteArray::number(answer.participants);
    out += answer.recovered ? ",\"recovered\":true" : ",\"recovered\":false";
    if (!answer.recovered) {
        out += ",\"gapFrom\":" + QByteArray::number(answer.gapFrom);
        out += ",\"gapTo\":" + QByteArray::number(answer.gapTo);
    }
    out += ",\"missed\":" + QByteArray::number(answer.missed) + '}';
    return out;
}

QByteArray toJson(const PostAnswer &answer)
{
    QByteArray out = "{\"status\":\"ok\",\"order\":" + QByteArray::number(answer.order);
    out += ",\"createdAt\":\"" + answer.createdAt + '"';
    if (answer.duplicate)
        out += ",\"duplicate\":true";
    out += '}';
    return out;
}

/// Whether \a client may do that, and has signed with its own name.
Result<void> permit(const ChatClient &client, const Result<QJsonObject> &signature, Action action, const QString &roomId)
{
    if (!signature)
        return tl::unexpected(signature.error());
    return accesspolicy::check(client.identity(), action, roomId);
}

Error unauthorized(const QString &why)
{
    return Error::of(Error::Kind::Unauthorized, why);
}

/// The fields of a join that the server does not own.
QJsonObject participantExtras(QJsonObject payload)
{
    for (const QLatin1StringView name : { "roomId"_L1, "username"_L1, "lastOrder"_L1 })
        payload.remove(name);
    return payload;
}

} // namespace

ChatGateway::ChatGateway(const Settings &settings, RoomLink &rooms, RoomFanout &fanout, TurnWriter &writer,
                         LimitCounters &counters, QObject *parent) :
    QObject(parent),
    m_settings(settings),
    m_rooms(rooms),
    m_fanout(fanout),
    m_writer(writer),
    m_counters(counters)
{
    connect(&rooms, &RoomLink::received, this, &ChatGateway::handleEvent);
    connect(&rooms, &RoomLink::bansChanged, this, &ChatGateway::dismissBanned);
    // After the fan-out's own connection: a sender hears its message before it is told that it was stored.
    connect(&writer, &TurnWriter::turnEnding, this, &ChatGateway::answerPosts);
    connect(&m_identities, &IdentityWatch::expired, this,
            [this](MemberId member) { dismiss(m_fanout.client(member), unauthorized(u"The token has expired"_s)); });
    connect(&m_identities, &IdentityWatch::withdrawn, this,
            [this](MemberId member) {
                dismiss(m_fanout.client(member), unauthorized(u"The token is no longer accepted"_s));
            });
}

ChatGateway::~ChatGateway() = default;

void ChatGateway::setRates(const RateLimit &posts, const RateLimit &joins)
{
    m_settings.posts = posts;
    m_settings.joins = joins;
}

MemberId ChatGateway::nextMemberId()
{
    return makeMemberId(m_rooms.worker(), ++m_lastSerial);
}

void ChatGateway::connected(ChatClient &client, const SharedIdentity &identity, const QHostAddress &address)
{
    client.m_identity = identity;
    if (const PeerNetwork network(address); !m_settings.exemptsLoopback || !network.isLoopback())
        client.m_network = network.name();
    m_identities.watch(client.id(), identity);
    m_fanout.addClient(client);
}

Result<void> ChatGateway::renew(ChatClient &client, const SharedIdentity &identity)
{
    if (!client.identity().isSameAs(*identity))
        return tl::unexpected(Error::accessForbidden());
    client.m_identity = identity;
    m_identities.watch(client.id(), identity);
    return {};
}

void ChatGateway::dismiss(ChatClient *client, const Error &why)
{
    if (!client)
        return;
    client->refuse(0, toExceptionJson(why));
    const QLatin1StringView code = errorCode(why);
    client->disconnectClient({ code.data(), code.size() });
}

void ChatGateway::dismissBanned()
{
    // Names are kept out of rooms, addresses out of the server.
    if (!m_rooms.bans().bansAddresses())
        return;
    const Timestamp now = currentTimestamp();
    for (ChatClient *client : m_fanout.clients()) {
        if (const auto admitted = m_rooms.bans().admits(client->address(), now); !admitted)
            dismiss(client, admitted.error());
    }
}

void ChatGateway::disconnected(ChatClient &client)
{
    m_identities.forget(client.id());
    m_fanout.removeClient(client);
    m_rooms.disconnected(client.id());
}

ChatGateway::Handler ChatGateway::handlerOf(const QString &event) const
{
    static const QHash<QString, Handler> handlers {
        { events::Participants, &ChatGateway::join },
        { events::Exchanges, &ChatGateway::post },
        { events::Leave, &ChatGateway::leave },
        { events::Typing, &ChatGateway::typing },
        { events::Observe, &ChatGateway::observe },
        { events::Unobserve, &ChatGateway::unobserve },
    };

    return m_isReceiving ? handlers.value(event) : nullptr;
}

bool ChatGateway::receives(const QString &event) const
{
    return handlerOf(event) != nullptr;
}

bool ChatGateway::receive(ChatClient &client, const QString &event, const QJsonValue &data, quint64 ticket)
{
    const Handler handler = handlerOf(event);
    if (!handler)
        return false;
    if (data.isObject())
        (this->*handler)(client, data.toObject(), ticket);
    else
        client.refuse(ticket, toExceptionJson(Error::validation({ u"data must be an object"_s })));
    return true;
}

bool ChatGateway::isInTime(ChatClient &client, RateLimit::Bucket &bucket, const RateLimit &rate, Limit limit,
                           quint64 ticket)
{
    const int waitMs = client.m_network.isNull() || rate.isUnlimited() ? 0 : bucket.take(rate, RateLimit::nowNs());
    if (waitMs == 0)
        return true;
    m_counters.count(limit);
    client.refuse(ticket, toExceptionJson(Error::rateLimited(waitMs)));
    return false;
}

void ChatGateway::refusePayload(ChatClient &client, const Error &error, quint64 ticket)
{
    if (PayloadRules::concernsExtras(error))
        m_counters.count(Limit::Extras);
    client.refuse(ticket, toExceptionJson(error));
}

void ChatGateway::stopReceiving(int spreadMs)
{
    m_isReceiving = false;
    const QByteArray name = json::toString(QString(events::Closing));
    for (ChatClient *client : m_fanout.clients()) {
        const int retryAfterMs = SoonestReturnMs + QRandomGenerator::global()->bounded(std::max(1, spreadMs));
        const QByteArray data = "{\"retryAfterMs\":" + QByteArray::number(retryAfterMs) + '}';
        client->sendEvent(name, data);
    }
}

void ChatGateway::join(ChatClient &client, const QJsonObject &payload, quint64 ticket)
{
    if (!isInTime(client, client.m_joins, m_settings.joins, Limit::Joins, ticket))
        return;
    const auto signature = client.identity().sign(payload, "username"_L1);
    PayloadRules rules(signature.value_or(payload));
    JoinRequest request;
    request.member = client.id();
    request.socketId = client.socketId();
    request.roomId = rules.name("roomId"_L1);
    request.username = rules.name("username"_L1);
    request.lastOrder = rules.optionalOrder("lastOrder"_L1);
    request.extras = participantExtras(payload);
    request.address = client.address();
    QByteArray extrasJson;
    json::appendMembers(extrasJson, request.extras);
    rules.limitExtras(extrasJson, m_settings.payload);
    if (const auto verdict = rules.verdict(); !verdict)
        refusePayload(client, verdict.error(), ticket);
    else if (const auto allowed = permit(client, signature, Action::JoinRoom, request.roomId); !allowed)
        answerEntry(client.id(), ticket)(tl::unexpected(allowed.error()));
    else
        m_rooms.join(request, answerEntry(client.id(), ticket));
}

void ChatGateway::post(ChatClient &client, const QJsonObject &payload, quint64 ticket)
{
    if (!isInTime(client, client.m_posts, m_settings.posts, Limit::PostsOfConnection, ticket))
        return;
    const auto signature = client.identity().sign(payload, "username"_L1);
    PayloadRules rules(signature.value_or(payload));
    PostRequest request;
    request.roomId = rules.name("roomId"_L1);
    const auto draft = MessageDraft::read(rules, currentTimestamp(), m_settings.payload);
    if (!draft) {
        refusePayload(client, draft.error(), ticket);
        return;
    }
    if (const auto allowed = permit(client, signature, Action::PostMessage, request.roomId); !allowed) {
        client.refuse(ticket, toExceptionJson(allowed.error()));
        return;
    }
    request.sender = client.id();
    request.socketId = client.socketId();
    request.username = draft->username;
    request.members = draft->members;
    request.createdAt = draft->createdAt;
    request.clientMessageId = draft->clientMessageId;
    request.ticket = ticket;
    request.joins = client.identity().isAnonymous();
    if (!client.m_network.isNull())
        request.account = client.identity().isAnonymous() ? client.m_network : draft->username;
    request.address = client.address();
    m_rooms.post(std::move(request));
}

void ChatGateway::leave(ChatClient &client, const QJsonObject &payload, quint64 ticket)
{
    PayloadRules rules(payload);
    const QString roomId = rules.name("roomId"_L1);
    if (const auto verdict = rules.verdict(); !verdict)
        client.refuse(ticket, toExceptionJson(verdict.error()));
    else if (const auto allowed = accesspolicy::check(client.identity(), Action::ShowRoom, roomId); !allowed)
        client.refuse(ticket, toExceptionJson(allowed.error()));
    else
        m_rooms.leave(client.id(), roomId, answerPlainly(client.id(), ticket));
}

void ChatGateway::typing(ChatClient &client, const QJsonObject &payload, quint64 ticket)
{
    if (!isInTime(client, client.m_posts, m_settings.posts, Limit::PostsOfConnection, ticket))
        return;
    PayloadRules rules(payload);
    const QString roomId = rules.name("roomId"_L1);
    const bool isTyping = rules.boolean("typing"_L1);
    if (const auto verdict = rules.verdict(); !verdict)
        client.refuse(ticket, toExceptionJson(verdict.error()));
    else if (const auto allowed = accesspolicy::check(client.identity(), Action::PostMessage, roomId); !allowed)
        client.refuse(ticket, toExceptionJson(allowed.error()));
    else
        m_rooms.typing(client.id(), roomId, isTyping, answerPlainly(client.id(), ticket));
}

void ChatGateway::observe(ChatClient &client, const QJsonObject &payload, quint64 ticket)
{
    if (!isInTime(client, client.m_joins, m_settings.joins, Limit::Joins, ticket))
        return;
    PayloadRules rules(payload);
    ObserveRequest request;
    request.member = client.id();
    request.socketId = client.socketId();
    request.roomId = rules.name("roomId"_L1);
    request.lastOrder = rules.optionalOrder("lastOrder"_L1);
    request.username = client.identity().username;
    request.address = client.address();
    const Action action = request.roomId == AllRooms ? Action::ObserveAllRooms : Action::ObserveRoom;
    if (action == Action::ObserveAllRooms)
        request.roomId.clear();
    if (const auto verdict = rules.verdict(); !verdict)
        client.refuse(ticket, toExceptionJson(verdict.error()));
    else if (const auto allowed = accesspolicy::check(client.identity(), action, request.roomId); !allowed)
        answerEntry(client.id(), ticket)(tl::unexpected(allowed.error()));
    else
        m_rooms.observe(request, answerEntry(client.id(), ticket));
}

void ChatGateway::unobserve(ChatClient &client, const QJsonObject &payload, quint64 ticket)
{
    PayloadRules rules(payload);
    const QString roomId = rules.name("roomId"_L1);
    // Who never observed all rooms may say that it stops: nothing is learnt by that.
    const Action action = roomId == AllRooms ? Action::ListRooms : Action::ShowRoom;
    if (const auto verdict = rules.verdict(); !verdict)
        client.refuse(ticket, toExceptionJson(verdict.error()));
    else if (const auto allowed = accesspolicy::check(client.identity(), action, roomId); !allowed)
        client.refuse(ticket, toExceptionJson(allowed.error()));
    else
        m_rooms.unobserve(client.id(), roomId == AllRooms ? QString() : roomId, answerPlainly(client.id(), ticket));
}

void ChatGateway::handleEvent(const RoomEvent &event)
{
    const auto *answer = std::get_if<PostAnswer>(&event);
    if (!answer) {
        m_fanout.handle(event);
        return;
    }
    ChatClient *client = m_fanout.client(answer->sender);
    if (!client)
        return;
    // The line then waits for the end of the turn: delivery and answer leave in one write.
    m_writer.append(client->line(), {});
    m_postAnswers.push_back(*answer);
    m_writer.schedule();
}

void ChatGateway::answerPosts()
{
    for (const PostAnswer &answer : std::exchange(m_postAnswers, {}))
        answerPost(answer);
}

void ChatGateway::answerPost(const PostAnswer &answer)
{
    ChatClient *client = m_fanout.client(answer.sender);
    if (!client)
        return;
    // The message comes first, which may still wait in a room that is served in several turns.
    RoomFanout::catchUp(*client);
    if (!answer.error) {
        if (answer.ticket != 0)
            client->acknowledge(answer.ticket, toJson(answer));
    } else if (answer.error->kind == Error::Kind::RoomNotFound && answer.ticket != 0) {
        client->acknowledge(answer.ticket, InvalidRoomIdJson);
    } else {
        client->refuse(answer.ticket, toExceptionJson(*answer.error));
    }
}

ChatGateway::Done<JoinAnswer> ChatGateway::answerEntry(MemberId member, quint64 ticket)
{
    return [this, member, ticket](const Result<JoinAnswer> &answer) {
        ChatClient *client = m_fanout.client(member);
        if (!client)
            return;
        if (answer) {
            if (ticket != 0)
                client->acknowledge(ticket, toJson(*answer));
            return;
        }
        client->refuse(ticket, toExceptionJson(answer.error()));
        if (answer.error().kind == Error::Kind::AccessForbidden)
            client->disconnectClient("access-forbidden");
    };
}

ChatGateway::Done<void> ChatGateway::answerPlainly(MemberId member, quint64 ticket)
{
    return [this, member, ticket](const Result<void> &answer) {
        ChatClient *client = m_fanout.client(member);
        if (!client)
            return;
        if (!answer)
            client->refuse(ticket, toExceptionJson(answer.error()));
        else if (ticket != 0)
            client->acknowledge(ticket, OkJson);
    };
}

} // namespace parlor
