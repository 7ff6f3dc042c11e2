// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/FanoutGroup.h"

#include "gateway/ChatClient.h"

#include <algorithm>
#include <span>
#include <utility>

namespace parlor {

FanoutGroup::FanoutGroup(TurnWriter &writer) :
    m_writer(writer)
{
}

FanoutGroup::~FanoutGroup()
{
    spill();
    for (Lane &lane : m_lanes) {
        while (!lane.owners.empty())
            forget(*lane.owners.back());
        while (!lane.others.empty())
            forget(*lane.others.back());
    }
}

bool FanoutGroup::contains(const ChatClient &client) const
{
    return std::ranges::any_of(client.m_memberships, [this](const auto &membership) { return membership.group == this; });
}

std::size_t FanoutGroup::size() const
{
    std::size_t size = 0;
    for (const Lane &lane : m_lanes)
        size += lane.owners.size() + lane.others.size();
    return size;
}

void FanoutGroup::add(ChatClient &client)
{
    if (contains(client))
        return;
    spill();
    Lane &lane = laneOf(client);
    const TurnWriter::Line line = client.line();
    const bool direct = line != TurnWriter::NoLine;
    auto &list = direct ? lane.owners : lane.others;
    client.m_memberships.push_back({ this, quint32(list.size()), direct });
    list.push_back(&client);
    if (direct) {
        lane.lines.push_back(line);
        m_writer.setGroups(line, quint16(client.m_memberships.size()));
    }
}

void FanoutGroup::remove(ChatClient &client)
{
    if (!contains(client))
        return;
    spill();
    forget(client);
}

void FanoutGroup::push(QByteArrayView nameJson, QByteArrayView dataJson)
{
    for (const WireFormat format : AllWireFormats) {
        Lane &lane = m_lanes[std::size_t(format)];
        if (!lane.lines.empty())
            lane.frames += encodeEventFrame(format, nameJson, dataJson);
        if (!lane.others.empty())
            lane.texts.push_back(encodeEvent(format, nameJson, dataJson));
    }
    m_hasGathered = true;
}

std::size_t FanoutGroup::pushTo(const Predicate &wants, QByteArrayView nameJson, QByteArrayView dataJson)
{
    spill();
    std::size_t count = 0;
    for (const WireFormat format : AllWireFormats) {
        const Lane &lane = m_lanes[std::size_t(format)];
        if (!lane.lines.empty()) {
            const QByteArray frame = encodeEventFrame(format, nameJson, dataJson);
            for (std::size_t i = 0; i < lane.lines.size(); ++i) {
                if (!wants(*lane.owners[i]))
                    continue;
                m_writer.append(lane.lines[i], frame);
                ++count;
            }
        }
        if (!lane.others.empty()) {
            const QByteArray text = encodeEvent(format, nameJson, dataJson);
            for (ChatClient *client : lane.others) {
                if (!wants(*client))
                    continue;
                client->sendText(text);
                ++count;
            }
        }
    }
    return count;
}

std::size_t FanoutGroup::broadcast(std::size_t most)
{
    if (!m_isUnderWay) {
        std::ranges::for_each(m_lanes, &Lane::begin);
        beginTaken();
        m_hasGathered = false;
    }
    std::size_t served = 0;
    for (Lane &lane : m_lanes) {
        served += serveLines(lane, most - served);
        served += serveOthers(lane, most - served);
    }
    m_isUnderWay = !std::ranges::all_of(m_lanes, &Lane::isDone);
    return served;
}

void FanoutGroup::beginTaken()
{
    m_sentTakenAtNs.insert(m_sentTakenAtNs.end(), m_takenAtNs.begin(), m_takenAtNs.end());
    m_takenAtNs.clear();
}

void FanoutGroup::Lane::begin()
{
    framesUnderWay = std::exchange(frames, {});
    textsUnderWay = std::exchange(texts, {});
    linesServed = 0;
    othersServed = 0;
}

std::size_t FanoutGroup::serveLines(Lane &lane, std::size_t most)
{
    if (lane.framesUnderWay.isEmpty())
        return 0;
    const auto waiting = std::span(lane.lines).subspan(lane.linesServed);
    const auto next = waiting.first(std::min(most, waiting.size()));
    m_writer.broadcast(next, lane.framesUnderWay);
    lane.linesServed += next.size();
    if (next.size() == waiting.size())
        lane.framesUnderWay.clear();
    return next.size();
}

std::size_t FanoutGroup::serveOthers(Lane &lane, std::size_t most)
{
    if (lane.textsUnderWay.empty())
        return 0;
    const auto waiting = std::span(lane.others).subspan(lane.othersServed);
    const auto next = waiting.first(std::min(most, waiting.size()));
    for (ChatClient *client : next) {
        for (const QByteArray &text : lane.textsUnderWay)
            client->sendText(text);
    }
    lane.othersServed += next.size();
    if (next.size() == waiting.size())
        lane.textsUnderWay.clear();
    return next.size();
}

FanoutGroup::Lane &FanoutGroup::laneOf(const ChatClient &client)
{
    return m_lanes[std::size_t(client.format())];
}

void FanoutGroup::spill()
{
    if (!isPending())
        return;
    for (Lane &lane : m_lanes) {
        // What is under way goes to those who do not have it yet, and then the rest to all.
        spillUnderWay(lane);
        lane.begin();
        spillUnderWay(lane);
    }
    beginTaken();
    m_hasGathered = false;
    m_isUnderWay = false;
}

void FanoutGroup::spillUnderWay(Lane &lane)
{
    if (!lane.framesUnderWay.isEmpty()) {
        for (const TurnWriter::Line line : std::span(lane.lines).subspan(lane.linesServed))
            m_writer.append(line, lane.framesUnderWay);
        lane.framesUnderWay.clear();
    }
    serveOthers(lane, lane.others.size());
}

void FanoutGroup::forget(ChatClient &client)
{
    const auto membership = std::ranges::find(client.m_memberships, this, &ChatClient::Membership::group);
    const auto [group, position, direct] = *membership;
    client.m_memberships.erase(membership);

    Lane &lane = laneOf(client);
    auto &list = direct ? lane.owners : lane.others;
    if (direct)
        m_writer.setGroups(lane.lines[position], quint16(client.m_memberships.size()));
    quint32 free = position;
    std::size_t &served = direct ? lane.linesServed : lane.othersServed;
    // Those that a broadcast has reached stay before those that it has not.
    if (m_isUnderWay && free < served) {
        --served;
        move(lane, direct, quint32(served), free);
        free = quint32(served);
    }
    move(lane, direct, quint32(list.size() - 1), free);
    list.pop_back();
    if (direct)
        lane.lines.pop_back();
}

void FanoutGroup::move(Lane &lane, bool direct, quint32 from, quint32 to)
{
    if (from == to)
        return;
    auto &list = direct ? lane.owners : lane.others;
    list[to] = list[from];
    if (direct)
        lane.lines[to] = lane.lines[from];
    std::ranges::find(list[to]->m_memberships, this, &ChatClient::Membership::group)->position = to;
}

} // namespace parlor
