// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/FanoutQueue.h"
#include "gateway/WireFormat.h"
#include "net/TurnWriter.h"

#include <QByteArray>

#include <array>
#include <functional>
#include <vector>

namespace parlor {

class ChatClient;

/// Clients of one worker that hear the same events: a room's members here, those who observe all rooms, or everybody.
/// Gathers events, each encoded once per wire format, and broadcasts them when a turn ends; to many clients in several turns,
/// while it gathers what comes next.
class FanoutGroup {
public:
    using Predicate = std::function<bool(const ChatClient &)>;

    explicit FanoutGroup(TurnWriter &writer);
    /// The clients leave.
    ~FanoutGroup();
    Q_DISABLE_COPY_MOVE(FanoutGroup)

    bool contains(const ChatClient &client) const;
    bool isEmpty() const { return size() == 0; }
    /// How many clients it has.
    std::size_t size() const;

    /// What was pushed before does not reach a client that joins, and does reach one that leaves.
    void add(ChatClient &client);
    void remove(ChatClient &client);
    /// The same for a client that is being destroyed and is sent nothing more.
    void forget(ChatClient &client);
    /// Lets a client who talks be among the first to hear the next broadcasts: a conversation goes as fast as its talkers, and
    /// while the others hear what they said, what they say next is on its way.
    void favour(ChatClient &client);

    /// Gathers an event for every client.
    void push(QByteArrayView nameJson, QByteArrayView dataJson);
    /// The same for all but \a client, who needs not be one of them.
    void pushExcept(ChatClient &client, QByteArrayView nameJson, QByteArrayView dataJson);
    /// Sends an event to every client that \a wants it, in its place among what is pushed, and says to how many.
    std::size_t pushTo(const Predicate &wants, QByteArrayView nameJson, QByteArrayView dataJson);
    /// Hands what was gathered to each client's own queue, so that what comes next stays behind it.
    void spill();
    /// The same for one client.
    void catchUp(ChatClient &client);
    /// Notes when a message that is pushed was taken, for the time that its delivery takes.
    void noteTaken(qint64 timeNs) { m_takenAtNs.push_back(timeNs); }
    /// What was noted of messages that are sent, once nothing is under way; the caller empties it.
    std::vector<qint64> &sentTakenAtNs() { return m_sentTakenAtNs; }
    /// True where something waits for broadcast().
    bool isPending() const { return m_hasGathered || m_isUnderWay; }
    /// Sends what was gathered, to so many clients at the \a most; the next call goes on with the others. A client for whom there
    /// is much counts for several; but one is served at least, so the result may be more. To be called while a turn ends. Returns how
    /// many there were.
    std::size_t broadcast(std::size_t most);
    /// True where the last broadcast has not reached everybody yet.
    bool isUnderWay() const { return m_isUnderWay; }

    /// For the queue that it waits in.
    FairShare &share() { return m_share; }

private:
    /// One that came while something was gathered or under way. It hears what was gathered from there on.
    struct Newcomer {
        ChatClient *client = nullptr;
        TurnWriter::Line line = TurnWriter::NoLine; ///< NoLine for one that takes texts
        std::size_t from = 0; ///< a place in frames or texts
    };
    /// The clients of one wire format.
    struct Lane {
        // Those that are written to directly; line and client in the same positions.
        std::vector<TurnWriter::Line> lines;
        std::vector<ChatClient *> owners;
        QByteArray frames; ///< gathered for them
        QByteArray framesUnderWay; ///< of the broadcast, which the first ones have
        std::size_t linesServed = 0;

        std::vector<ChatClient *> others; ///< those that take texts
        std::vector<QByteArray> texts; ///< gathered for them
        std::vector<QByteArray> textsUnderWay;
        std::size_t othersServed = 0;

        std::vector<Newcomer> newcomers;
        std::size_t newLines = 0; ///< how many of them have a line

        bool isDone() const { return framesUnderWay.isEmpty() && textsUnderWay.empty(); }
    };

    void beginTaken();
    /// Does something while the client is out, who has heard all that was pushed before and hears what is pushed behind.
    template <typename Action>
    void doWithout(ChatClient &client, Action action);
    /// Whether a client, which is in it, has a seat in front or gets one.
    bool isFavoured(const ChatClient &client) const;
    void seatTalkers();
    Lane &laneOf(const ChatClient &client);
    void enlist(Lane &lane, ChatClient &client, TurnWriter::Line line);
    void append(TurnWriter::Line line, QByteArrayView frames);
    /// What was gathered becomes what is under way.
    void begin(Lane &lane);
    void beginAll();
    void admit(Lane &lane, const Newcomer &newcomer);
    /// Sends \a client what it has not got yet.
    void sendRest(ChatClient &client);
    std::size_t serveLines(Lane &lane, std::size_t most);
    std::size_t serveOthers(Lane &lane, std::size_t most);
    void spillUnderWay(Lane &lane);
    void swapPlaces(Lane &lane, bool direct, std::size_t a, std::size_t b);

    TurnWriter &m_writer;
    std::array<Lane, AllWireFormats.size()> m_lanes;
    bool m_hasGathered = false;
    bool m_isUnderWay = false;
    std::vector<ChatClient *> m_talkers; ///< those who get a seat in front when the next broadcast begins
    std::size_t m_nextSeat = 0; ///< of the next one
    // When messages were taken: those that are gathered, and those that are under way or sent.
    std::vector<qint64> m_takenAtNs;
    std::vector<qint64> m_sentTakenAtNs;
    FairShare m_share;
};

} // namespace parlor
