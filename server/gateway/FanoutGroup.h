// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/WireFormat.h"
#include "net/TurnWriter.h"

#include <QByteArray>

#include <array>
#include <functional>
#include <vector>

namespace parlor {

class ChatClient;

/// Clients of one worker that hear the same events: a room's members here, those who observe all rooms, or everybody.
/// Gathers a turn's events, each encoded once per wire format, and broadcasts them at the turn's end.
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

    /// Gathers an event for every client.
    void push(QByteArrayView nameJson, QByteArrayView dataJson);
    /// Sends an event to every client that \a wants it, in its place among what is pushed.
    void pushTo(const Predicate &wants, QByteArrayView nameJson, QByteArrayView dataJson);
    /// Hands what was gathered to each client's own queue, so that what comes next stays behind it.
    void spill();
    /// True where something waits for broadcast().
    bool isPending() const { return m_isPending; }
    /// Sends what was gathered. To be called while the turn ends.
    void broadcast();

private:
    /// The clients of one wire format.
    struct Lane {
        // Those that are written to directly; line and client in the same positions.
        std::vector<TurnWriter::Line> lines;
        std::vector<ChatClient *> owners;
        QByteArray frames; ///< gathered for them

        std::vector<ChatClient *> others; ///< those that take texts
        std::vector<QByteArray> texts; ///< gathered for them
    };

    Lane &laneOf(const ChatClient &client);
    void sendTexts(Lane &lane);

    TurnWriter &m_writer;
    std::array<Lane, AllWireFormats.size()> m_lanes;
    bool m_isPending = false;
};

} // namespace parlor
