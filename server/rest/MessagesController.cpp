// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/MessagesController.h"

#include "json/JsonText.h"
#include "rest/AuditTrail.h"
#include "rest/HistoryQuery.h"
#include "rest/HttpReply.h"
#include "rest/PayloadReader.h"
#include "rest/RestRequest.h"
#include "rest/RouteTable.h"
#include "rooms/RoomLink.h"
#include "security/PeerAddress.h"
#include "validation/MessageDraft.h"
#include "validation/PayloadRules.h"

#include <numeric>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

QByteArray toJson(const QList<Message> &messages)
{
    constexpr qsizetype bracesAndOrder = 32;
    const auto addSize = [](qsizetype sum, const Message &message) {
        return sum + message.members.size() + bracesAndOrder;
    };
    QByteArray out;
    out.reserve(std::accumulate(messages.begin(), messages.end(), qsizetype(2), addSize));
    json::appendArray(out, messages, [&out](const Message &message) { message.appendJson(out); });
    return out;
}

RestResponse toResponse(const MessagePage &page, const HistoryQuery &query, const QString &roomId)
{
    RestResponse response = RestResponse::json(200, toJson(page.messages));
    response.with("X-Total-Count", QByteArray::number(page.total));
    const QByteArray links = query.links(roomId, page);
    if (!links.isEmpty())
        response.with("Link", links);
    return response;
}

RestResponse toResponse(int status, const Message &message)
{
    QByteArray body;
    message.appendJson(body);
    return RestResponse::json(status, body);
}

/// A repeated clientMessageId: the answer shows what was stored the first time.
void answerWithStored(RoomLink &rooms, const QString &roomId, qint64 order, const HttpReply &reply)
{
    rooms.readMessages(roomId, { .first = order, .last = order, .limit = 1 },
                       [reply, roomId](const Result<MessagePage> &read) {
                           if (read && !read->messages.isEmpty())
                               reply.send(toResponse(200, read->messages.first()));
                           else if (read || read.error().kind == Error::Kind::AccessForbidden)
                               reply.send(RestResponse::error(Error::roomNotFound(roomId)));
                           else
                               reply.send(RestResponse::error(read.error()));
                       });
}

Result<PostRequest> readPost(const RestRequest &request, const RestLimits &limits)
{
    const auto sign = [&request](const QJsonObject &it) { return request.identity->sign(it, "username"_L1); };
    const Result<QJsonObject> payload = readPayload(request.body, limits).and_then(sign);
    if (!payload)
        return tl::unexpected(payload.error());
    const Result<MessageDraft> draft = MessageDraft::read(PayloadRules(*payload), currentTimestamp(), limits.payload);
    if (!draft) {
        if (PayloadRules::concernsExtras(draft.error()))
            limits.count(Limit::Extras);
        return tl::unexpected(draft.error());
    }

    PostRequest post;
    post.roomId = request.roomId();
    post.username = draft->username;
    post.members = draft->members;
    post.createdAt = draft->createdAt;
    post.clientMessageId = draft->clientMessageId;
    const QString network = limits.network(request.peerAddress);
    if (!network.isNull())
        post.account = request.identity->isAnonymous() ? network : draft->username;
    post.address = addressText(request.peerAddress);
    return post;
}

} // namespace

MessagesController::MessagesController(RoomLink &rooms, const RestLimits &limits, RouteTable &routes) :
    m_rooms(rooms),
    m_limits(limits)
{
    routes.add("GET", "/api/v1/rooms/{roomId}/messages", Action::ReadMessages, this, &MessagesController::read);
    routes.add("POST", "/api/v1/rooms/{roomId}/messages", Action::PostFromOutside, this, &MessagesController::post);
}

void MessagesController::read(const RestRequest &request, const HttpReply &reply)
{
    const Result<HistoryQuery> query = HistoryQuery::read(request.query());
    if (!query) {
        reply.send(RestResponse::error(query.error()));
        return;
    }
    const QString roomId = request.roomId();
    m_rooms.readMessages(roomId, query->range(), [=, query = *query](const Result<MessagePage> &read) {
        reply.sendResult(read, [&](const MessagePage &page) { return toResponse(page, query, roomId); });
    });
}

void MessagesController::post(const RestRequest &request, const HttpReply &reply)
{
    Result<PostRequest> post = readPost(request, m_limits);
    if (!post) {
        reply.send(RestResponse::error(post.error()));
        return;
    }
    const auto answer = [reply, rooms = &m_rooms,
                         roomId = post->roomId](const Result<PostedMessage> &posted) {
        if (posted && posted->duplicate)
            answerWithStored(*rooms, roomId, posted->order, reply);
        else
            reply.sendResult(posted, [](const Message &message) { return toResponse(201, message); });
    };
    if (!audittrail::isWorthIt(request)) {
        m_rooms.post(std::move(*post), answer);
        return;
    }
    const AuditEntry entry = audittrail::begin(request, "message.post"_L1,
                                               { { u"roomId"_s, post->roomId }, { u"username"_s, post->username } });
    m_rooms.post(std::move(*post), [answer, entry, rooms = &m_rooms](const Result<PostedMessage> &posted) {
        AuditEntry done = entry;
        if (posted)
            done.target.insert("order"_L1, posted->order);
        audittrail::finish(*rooms, done, posted, [answer, posted] { answer(posted); });
    });
}

} // namespace parlor
