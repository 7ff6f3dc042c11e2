// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/PostPipeline.h"

#include "async/EndOfTurn.h"
#include "json/JsonText.h"
#include "metrics/MonotonicClock.h"
#include "rooms/ActiveRoom.h"
#include "rooms/RoomDirectory.h"
#include "rooms/RoomHistory.h"
#include "rooms/RoomMetrics.h"
#include "rooms/WorkerFeeds.h"

#include <algorithm>
#include <utility>

namespace parlor {

namespace {

/// What a post takes in memory at the least.
constexpr qint64 PostOverhead = 512;

} // namespace

PostPipeline::PostPipeline(RoomStore &store, RoomDirectory &rooms, RoomHistory &history, WorkerFeeds &feeds,
                           EndOfTurn &turn, RoomMetrics &metrics, qint64 maxWaitingBytes, QObject *parent) :
    QObject(parent),
    m_store(store),
    m_rooms(rooms),
    m_history(history),
    m_feeds(feeds),
    m_turn(turn),
    m_metrics(metrics),
    m_maxWaitingBytes(maxWaitingBytes)
{
}

void PostPipeline::add(PostRequest request, const ActiveRoom &room, Done done)
{
    const qint64 bytes = request.members.size() + PostOverhead;
    if (m_waitingBytes + bytes > m_maxWaitingBytes) {
        m_metrics.postsRefused.add();
        refuse(request, done, Error::of(Error::Kind::StorageUnavailable));
        return;
    }
    m_waitingBytes += bytes;
    m_waiting.posts.push_back({ std::move(request), room.key(), std::move(done) });
    m_turn.schedule();
}

void PostPipeline::refuse(const PostRequest &request, const Done &done, const Error &error)
{
    if (done)
        done(tl::unexpected(error));
    else // Also where no answer was asked for: the client then gets an exception.
        m_feeds.toMember(request.sender, PostAnswer{ request.sender, request.ticket, 0, {}, false, error });
}

void PostPipeline::afterAdded(std::function<void()> action)
{
    m_waiting.afterwards.push_back(std::move(action));
    m_turn.schedule();
}

void PostPipeline::startBatch()
{
    if (m_underWay || (m_waiting.posts.empty() && m_waiting.afterwards.empty()))
        return;
    m_underWay = true;
    m_batch = std::exchange(m_waiting, {});
    m_waitingBytes = 0;
    findRepeated();
}

qint64 PostPipeline::storedCount() const
{
    return qint64(m_metrics.messagesPosted.value());
}

void PostPipeline::findRepeated()
{
    QList<ClientMessageRef> references;
    for (const Post &post : m_batch.posts) {
        if (!post.request.clientMessageId.isEmpty())
            references.append({ post.room, post.request.clientMessageId });
    }
    if (references.isEmpty()) {
        giveOrders({});
        return;
    }
    const qsizetype asked = references.size();
    m_store.findMessages(std::move(references), [this, asked](const Result<QList<KnownMessage>> &known) {
        if (known && known->size() == asked)
            giveOrders(*known);
        else
            failBatch();
    });
}

void PostPipeline::giveOrders(const QList<KnownMessage> &known)
{
    QHash<std::pair<RoomKey, QString>, qsizetype> byClientMessageId;
    auto nextKnown = known.cbegin();
    for (Post &post : m_batch.posts) {
        const KnownMessage first = post.request.clientMessageId.isEmpty() ? KnownMessage() : *nextKnown++;
        // The room may have been closed since the post came in, and what is stored now would come after that.
        ActiveRoom *const room = m_rooms.findOpen(post.room);
        if (!room)
            refuse(post.request, post.done, Error::roomNotFound(post.request.roomId));
        else if (first.order > 0)
            answerRepeated(post, first);
        else
            assign(post, *room, byClientMessageId);
    }
    if (m_batch.messages.isEmpty()) {
        finishBatch();
        return;
    }
    m_batch.startedAtNs = monotonicNs();
    m_store.append(m_batch.messages, [this](const Result<void> &stored) { complete(stored); });
}

void PostPipeline::assign(Post &post, ActiveRoom &room,
                          QHash<std::pair<RoomKey, QString>, qsizetype> &byClientMessageId)
{
    const PostRequest &request = post.request;
    post.message = m_batch.messages.size();
    if (!request.clientMessageId.isEmpty()) {
        const std::pair id(post.room, request.clientMessageId);
        const auto first = byClientMessageId.constFind(id);
        if (first != byClientMessageId.cend()) {
            post.message = *first;
            post.repeats = true;
            return;
        }
        byClientMessageId.insert(id, post.message);
    }
    m_batch.messages.append({ .room = post.room,
                              .message = { .order = room.takeOrder(), .members = request.members },
                              .createdAt = request.createdAt,
                              .clientMessageId = request.clientMessageId,
                              .storedAt = currentTimestamp() });
}

void PostPipeline::complete(const Result<void> &stored)
{
    if (!stored) {
        failBatch();
        return;
    }
    m_metrics.storeTime.observe(monotonicNs() - m_batch.startedAtNs);
    m_metrics.batchMessages.observe(m_batch.messages.size());
    m_metrics.messagesPosted.add(quint64(m_batch.messages.size()));
    for (const Post &post : m_batch.posts) {
        if (post.message == None)
            continue;
        if (!post.repeats)
            deliver(post);
        answer(post, m_batch.messages.at(post.message));
    }
    tellPosted();
    finishBatch();
}

void PostPipeline::deliver(const Post &post)
{
    // A close waits behind this batch at the store, so the room is still there.
    ActiveRoom *const room = m_rooms.find(post.room);
    if (!room)
        return;
    static const QByteArray noSocket = QByteArrayLiteral("null");
    const NewMessage &message = m_batch.messages.at(post.message);
    const QByteArray socketIdJson
        = post.request.socketId.isEmpty() ? noSocket : json::toString(post.request.socketId);
    room->commit(message);
    m_history.append(room->key(), message.message);
    m_feeds.exchange(*room, { room->key(), room->roomIdJson(),
                              message.message.toEventJson(room->roomIdJson(), socketIdJson), post.request.takenAtNs,
                              post.request.sender });
}

void PostPipeline::tellPosted()
{
    const auto &messages = std::as_const(m_batch.messages);
    for (auto first = messages.begin(); first != messages.end();) {
        const auto isElsewhere = [first](const NewMessage &message) { return message.room != first->room; };
        const auto last = std::find_if(first, messages.end(), isElsewhere);
        if (const ActiveRoom *const room = m_rooms.find(first->room))
            Q_EMIT posted(room->roomId(), last - first);
        first = last;
    }
}

void PostPipeline::finishBatch()
{
    const Batch finished = std::exchange(m_batch, {});
    m_underWay = false;
    for (const auto &action : finished.afterwards)
        action();
    m_turn.schedule();
}

void PostPipeline::failBatch()
{
    const Batch failed = std::exchange(m_batch, {});
    m_underWay = false;
    m_metrics.postsRefused.add(failed.posts.size());
    for (const NewMessage &message : failed.messages) {
        if (ActiveRoom *const room = m_rooms.find(message.room))
            room->returnOrders();
    }
    for (const Post &post : failed.posts)
        refuse(post.request, post.done, Error::of(Error::Kind::StorageUnavailable));
    for (const auto &action : failed.afterwards)
        action();
    m_turn.schedule();
}

void PostPipeline::answer(const Post &post, const NewMessage &message)
{
    if (post.repeats)
        m_metrics.messagesRepeated.add();
    if (post.done) {
        post.done(PostedMessage { message.message, post.repeats });
    } else if (post.request.ticket != 0) {
        m_feeds.toMember(post.request.sender,
                         PostAnswer{ post.request.sender, post.request.ticket, message.message.order,
                                     message.createdAt, post.repeats, std::nullopt });
    }
}

void PostPipeline::answerRepeated(const Post &post, const KnownMessage &known)
{
    Post repeated = post;
    repeated.repeats = true;
    NewMessage message;
    message.message = { known.order, post.request.members };
    message.createdAt = known.createdAt;
    answer(repeated, message);
}

} // namespace parlor
