// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "model/Message.h"
#include "rooms/RoomRequests.h"
#include "rooms/RoomStore.h"
#include "rooms/RoomTypes.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <vector>

namespace parlor {

class ActiveRoom;
class EndOfTurn;
class RoomDirectory;
class RoomHistory;
class WorkerFeeds;
struct RoomMetrics;

/// Gives posts their orders, stores them in batches, then delivers and answers them. One batch is with the store at a
/// time; what comes in meanwhile goes into the next. Rooms thread only.
class PostPipeline : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(Result<PostedMessage>)>;

    /// \a turn is scheduled when there is something for startBatch(), which its action is expected to call. \a store
    /// must drop completions once this is gone. \a maxWaitingBytes bounds what may wait for the next batch.
    PostPipeline(RoomStore &store, RoomDirectory &rooms, RoomHistory &history, WorkerFeeds &feeds,
                 EndOfTurn &turn, RoomMetrics &metrics, qint64 maxWaitingBytes, QObject *parent = nullptr);

    /// Takes a post to an open room. Its fate goes to the sender's feed or, where there is one, to \a done.
    void add(PostRequest request, const ActiveRoom &room, Done done);
    /// Answers a post that was not taken.
    void refuse(const PostRequest &request, const Done &done, const Error &error);
    /// Runs \a action when all that was added before is stored, delivered and answered.
    void afterAdded(std::function<void()> action);
    /// Stores what waits, unless a batch is under way.
    void startBatch();

    /// How many messages were stored so far.
    qint64 storedCount() const;

Q_SIGNALS:
    /// \a count messages of a room were stored and delivered, one right after the other.
    void posted(const QString &roomId, qint64 count);

private:
    static constexpr qsizetype None = -1;

    struct Post {
        PostRequest request;
        RoomKey room = 0;
        Done done;
        /// Its place in Batch::messages; the first one's, if it repeats another of the batch.
        qsizetype message = None;
        bool repeats = false;
    };
    struct Batch {
        std::vector<Post> posts;
        std::vector<std::function<void()>> afterwards;
        QList<NewMessage> messages;
        qint64 startedAtNs = 0; ///< when the store got them
    };

    void findRepeated();
    void giveOrders(const QList<KnownMessage> &known);
    void assign(Post &post, ActiveRoom &room, QHash<std::pair<RoomKey, QString>, qsizetype> &byClientMessageId);
    void complete(const Result<void> &stored);
    void deliver(const Post &post);
    void tellPosted();
    void finishBatch();
    void failBatch();

    void answer(const Post &post, const NewMessage &message);
    void answerRepeated(const Post &post, const KnownMessage &known);

    RoomStore &m_store;
    RoomDirectory &m_rooms;
    RoomHistory &m_history;
    WorkerFeeds &m_feeds;
    EndOfTurn &m_turn;
    RoomMetrics &m_metrics;
    const qint64 m_maxWaitingBytes;
    qint64 m_waitingBytes = 0;
    Batch m_waiting;
    Batch m_batch;
    bool m_underWay = false;
};

} // namespace parlor
