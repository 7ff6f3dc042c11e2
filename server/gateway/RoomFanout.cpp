// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/RoomFanout.h"

#include "gateway/ChatClient.h"
#include "gateway/FanoutMetrics.h"
#include "metrics/MonotonicClock.h"

#include <QTimerEvent>

#include <algorithm>

namespace parlor {

namespace {

/// How many clients a turn broadcasts to before everything else gets its chance: half a millisecond of writes.
constexpr std::size_t ClientsPerTurn = 96;

} // namespace

RoomFanout::RoomFanout(TurnWriter &writer, const Settings &settings, QObject *parent) :
    QObject(parent),
    m_metrics(std::make_shared<FanoutMetrics>()),
    m_writer(writer),
    m_exchangesToEveryone(settings.exchangesToEveryone),
    m_exchangeNames(settings.messageEvents),
    m_lobby(writer),
    m_everyone(writer)
{
    connect(&writer, &TurnWriter::turnEnding, this, &RoomFanout::broadcast);
}

RoomFanout::~RoomFanout() = default;

void RoomFanout::addClient(ChatClient &client)
{
    m_clients.emplace(client.id(), &client);
    if (m_exchangesToEveryone)
        m_everyone.add(client);
}

void RoomFanout::removeClient(ChatClient &client)
{
    m_clients.erase(client.id());
    for (FanoutGroup *group : client.groups())
        group->remove(client);
    // Rooms that became empty go with their next Exit or Dissolve event: the rooms thread sends one for each.
}

std::vector<ChatClient *> RoomFanout::clients() const
{
    std::vector<ChatClient *> clients;
    clients.reserve(m_clients.size());
    for (const auto &[id, client] : m_clients)
        clients.push_back(client);
    return clients;
}

ChatClient *RoomFanout::client(MemberId id) const
{
    const auto it = m_clients.find(id);
    return it == m_clients.end() ? nullptr : it->second;
}

bool RoomFanout::handle(const RoomEvent &event)
{
    return std::visit(
        [this](const auto &it) {
            if constexpr (requires { deliver(it); }) {
                deliver(it);
                return true;
            } else {
                return false;
            }
        },
        event);
}

void RoomFanout::deliver(const ExchangeEvent &event)
{
    FanoutGroup *room = group(event.room);
    if (m_exchangesToEveryone) {
        pushExchange(m_everyone, event);
        return;
    }
    if (room)
        pushExchange(*room, event);
    if (!m_lobby.isEmpty())
        pushExchangeToLobby(room, event);
}

void RoomFanout::deliver(const BroadcastEvent &event)
{
    FanoutGroup *room = group(event.room);
    if (!room)
        return;
    touch(*room);
    if (ChatClient *const excepted = client(event.except))
        room->pushExcept(*excepted, event.nameJson, event.data);
    else
        room->push(event.nameJson, event.data);
}

void RoomFanout::deliver(const LobbyEvent &event)
{
    touch(m_lobby);
    m_lobby.push(event.nameJson, event.data);
}

void RoomFanout::deliver(const DirectEvent &event)
{
    ChatClient *receiver = client(event.member);
    if (!receiver)
        return;
    catchUp(*receiver);
    receiver->sendEvent(event.nameJson, event.data);
}

void RoomFanout::deliver(const EnterEvent &event)
{
    ChatClient *joiner = client(event.member);
    // It may have gone while this was on its way; the rooms thread hears of that by itself.
    if (!joiner)
        return;
    if (event.room == 0) {
        m_lobby.add(*joiner);
        return;
    }
    auto &room = m_rooms[event.room];
    if (!room)
        room = std::make_unique<FanoutGroup>(m_writer);
    m_metrics->messagesReplayed.add(quint64(event.replay.size()));
    const std::vector<QByteArray> names = m_exchangeNames.ofRoom(event.roomIdJson);
    for (const QByteArray &data : event.replay) {
        for (const QByteArray &name : names)
            joiner->sendEvent(name, data);
    }
    room->add(*joiner);
}

void RoomFanout::deliver(const ExitEvent &event)
{
    FanoutGroup *room = group(event.room);
    if (!room)
        return;
    if (ChatClient *leaver = client(event.member))
        room->remove(*leaver);
    if (room->isEmpty() && event.room != 0)
        forget(event.room);
}

void RoomFanout::deliver(const DissolveEvent &event)
{
    forget(event.room);
}

FanoutGroup *RoomFanout::group(RoomKey room)
{
    if (room == 0)
        return &m_lobby;
    const auto it = m_rooms.find(room);
    return it == m_rooms.end() ? nullptr : it->second.get();
}

void RoomFanout::forget(RoomKey room)
{
    const auto it = m_rooms.find(room);
    if (it == m_rooms.end())
        return;
    m_queue.remove(*it->second);
    m_rooms.erase(it);
}

void RoomFanout::pushExchange(FanoutGroup &group, const ExchangeEvent &event)
{
    touch(group);
    m_metrics->messagesDelivered.add(group.size());
    if (event.takenAtNs != 0)
        group.noteTaken(event.takenAtNs);
    if (ChatClient *const sender = client(event.sender))
        group.favour(*sender);
    if (m_exchangeNames.areUsual()) {
        group.push(ExchangeNames::usual(), event.data);
    } else {
        for (const QByteArray &name : m_exchangeNames.ofRoom(event.roomIdJson))
            group.push(name, event.data);
    }
}

void RoomFanout::pushExchangeToLobby(const FanoutGroup *room, const ExchangeEvent &event)
{
    std::size_t receivers = 0;
    for (const QByteArray &name : m_exchangeNames.ofRoom(event.roomIdJson)) {
        receivers = m_lobby.pushTo(
            [room](const ChatClient &client) { return !room || !room->contains(client); }, name, event.data);
    }
    m_metrics->messagesDelivered.add(receivers);
}

void RoomFanout::touch(FanoutGroup &group)
{
    enqueue(group);
    m_writer.schedule();
}

void RoomFanout::enqueue(FanoutGroup &group)
{
    if (!group.share().isQueued)
        m_queue.push(group, monotonicNs());
}

void RoomFanout::catchUp(ChatClient &client)
{
    for (FanoutGroup *group : client.groups())
        group->catchUp(client);
}

void RoomFanout::broadcast()
{
    std::size_t left = ClientsPerTurn;
    const qint64 now = isBehind() ? monotonicNs() : 0;
    while (isBehind() && left > 0) {
        FanoutGroup &group = m_queue.first();
        const std::size_t served = group.broadcast(left);
        m_queue.charge(served, now);
        left -= std::min(left, served);
        if (!group.isUnderWay())
            finishFirst();
    }
    measureDeliveries();
    // By a timer, because what is posted now would still belong to this turn.
    if (isBehind())
        m_nextTurn.start(0, this);
    if (isBehind() != m_wasBehind) {
        m_wasBehind = isBehind();
        Q_EMIT fellBehind(m_wasBehind);
    }
}

void RoomFanout::finishFirst()
{
    FanoutGroup &group = m_queue.first();
    m_queue.pop();
    std::vector<qint64> &takenAtNs = group.sentTakenAtNs();
    m_deliveredTakenAtNs.insert(m_deliveredTakenAtNs.end(), takenAtNs.begin(), takenAtNs.end());
    takenAtNs.clear();
    // Gathered while the broadcast was under way.
    if (group.isPending())
        enqueue(group);
}

void RoomFanout::measureDeliveries()
{
    if (m_deliveredTakenAtNs.empty())
        return;
    const qint64 now = monotonicNs();
    for (const qint64 takenAtNs : m_deliveredTakenAtNs)
        m_metrics->deliveryTime.observe(now - takenAtNs);
    m_deliveredTakenAtNs.clear();
}

void RoomFanout::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_nextTurn.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    m_nextTurn.stop();
    m_writer.schedule();
}

} // namespace parlor
