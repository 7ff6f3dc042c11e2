// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/ExchangeNames.h"
#include "gateway/FanoutGroup.h"
#include "gateway/FanoutQueue.h"
#include "rooms/RoomEvents.h"

#include <QBasicTimer>
#include <QByteArray>
#include <QList>
#include <QObject>

#include <memory>
#include <unordered_map>
#include <vector>

namespace parlor {

class ChatClient;
struct FanoutMetrics;

/// Carries the rooms' events to this worker's clients. Knows who is in which room here, as the rooms thread told it in
/// Enter, Exit and Dissolve events; so membership changes keep their place among the deliveries.
///
/// A turn broadcasts to a bounded number of clients, and each room gets its fair share of them; what is left, of a room or of many,
/// goes on after the sockets were looked at again. So large rooms cannot keep small ones waiting, and under load their frames gather
/// into fewer writes.
class RoomFanout : public QObject {
    Q_OBJECT

public:
    struct Settings {
        /// Every client hears every exchange.
        bool exchangesToEveryone = false;
        /// More names under which an exchange is emitted, as ExchangeNames takes them.
        QList<QString> messageEvents;
    };

    RoomFanout(TurnWriter &writer, const Settings &settings, QObject *parent = nullptr);
    ~RoomFanout() override;

    void addClient(ChatClient &client);
    /// The client leaves every room here. The rooms thread has to be told apart.
    void removeClient(ChatClient &client);
    ChatClient *client(MemberId id) const;
    /// In no order.
    std::vector<ChatClient *> clients() const;
    qsizetype clientCount() const { return qsizetype(m_clients.size()); }

    /// Takes the events that concern delivery; false for any other.
    bool handle(const RoomEvent &event);

    /// Whether something waits for a later turn.
    bool isBehind() const { return !m_queue.isEmpty(); }
    /// Sends the client now what waits for a later turn in its rooms, so that it can be told what comes behind that.
    static void catchUp(ChatClient &client);

    /// Any thread.
    std::shared_ptr<const FanoutMetrics> metrics() const { return m_metrics; }

Q_SIGNALS:
    /// Whether more is to be sent than a turn takes. Emitted where that changes.
    void fellBehind(bool isBehind);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void deliver(const ExchangeEvent &event);
    void deliver(const BroadcastEvent &event);
    void deliver(const LobbyEvent &event);
    void deliver(const DirectEvent &event);
    void deliver(const EnterEvent &event);
    void deliver(const ExitEvent &event);
    void deliver(const DissolveEvent &event);

    FanoutGroup *group(RoomKey room);
    void forget(RoomKey room);
    void pushExchange(FanoutGroup &group, const ExchangeEvent &event);
    /// For those who observe all rooms and are not in \a room, where they hear it anyway.
    void pushExchangeToLobby(const FanoutGroup *room, const ExchangeEvent &event);
    /// To be called before an event is pushed to \a group, which has a broadcast coming then.
    void touch(FanoutGroup &group);
    void enqueue(FanoutGroup &group);
    void broadcast();
    void measureDeliveries();
    /// The first of the queue has reached everybody.
    void finishFirst();

    const std::shared_ptr<FanoutMetrics> m_metrics;
    TurnWriter &m_writer;
    const bool m_exchangesToEveryone;
    const ExchangeNames m_exchangeNames;
    std::unordered_map<MemberId, ChatClient *> m_clients;
    std::unordered_map<RoomKey, std::unique_ptr<FanoutGroup>> m_rooms;
    FanoutGroup m_lobby; ///< those who observe all rooms
    FanoutGroup m_everyone; ///< kept only where exchanges go to everyone
    FanoutQueue m_queue; ///< those that have something to broadcast
    bool m_wasBehind = false; ///< when the last turn ended
    std::vector<qint64> m_deliveredTakenAtNs; ///< when what was broadcast in this turn was taken
    QBasicTimer m_nextTurn;
};

} // namespace parlor
