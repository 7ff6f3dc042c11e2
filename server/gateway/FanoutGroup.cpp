// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/FanoutGroup.h"

#include "gateway/ChatClient.h"

#include <algorithm>

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
    m_isPending = true;
}

void FanoutGroup::pushTo(const Predicate &wants, QByteArrayView nameJson, QByteArrayView dataJson)
{
    spill();
    for (const WireFormat format : AllWireFormats) {
        const Lane &lane = m_lanes[std::size_t(format)];
        if (!lane.lines.empty()) {
            const QByteArray frame = encodeEventFrame(format, nameJson, dataJson);
            for (std::size_t i = 0; i < lane.lines.size(); ++i) {
                if (wants(*lane.owners[i]))
                    m_writer.append(lane.lines[i], frame);
            }
        }
        if (!lane.others.empty()) {
            const QByteArray text = encodeEvent(format, nameJson, dataJson);
            for (ChatClient *client : lane.others) {
                if (wants(*client))
                    client->sendText(text);
            }
        }
    }
}

void FanoutGroup::broadcast()
{
    for (Lane &lane : m_lanes) {
        if (!lane.frames.isEmpty())
            m_writer.broadcast(lane.lines, lane.frames);
        lane.frames.clear();
        sendTexts(lane);
    }
    m_isPending = false;
}

FanoutGroup::Lane &FanoutGroup::laneOf(const ChatClient &client)
{
    return m_lanes[std::size_t(client.format())];
}

void FanoutGroup::spill()
{
    if (!m_isPending)
        return;
    for (Lane &lane : m_lanes) {
        if (!lane.frames.isEmpty()) {
            for (const TurnWriter::Line line : lane.lines)
                m_writer.append(line, lane.frames);
        }
        lane.frames.clear();
        sendTexts(lane);
    }
    m_isPending = false;
}

void FanoutGroup::sendTexts(Lane &lane)
{
    for (const QByteArray &text : lane.texts) {
        for (ChatClient *client : lane.others)
            client->sendText(text);
    }
    lane.texts.clear();
}

void FanoutGroup::forget(ChatClient &client)
{
    const auto membership = std::ranges::find(client.m_memberships, this, &ChatClient::Membership::group);
    const auto [group, position, direct] = *membership;
    client.m_memberships.erase(membership);

    Lane &lane = laneOf(client);
    auto &list = direct ? lane.owners : lane.others;
    // The last one takes the place that becomes free.
    ChatClient *last = list.back();
    list[position] = last;
    list.pop_back();
    if (last != &client)
        std::ranges::find(last->m_memberships, this, &ChatClient::Membership::group)->position = position;
    if (direct) {
        m_writer.setGroups(lane.lines[position], quint16(client.m_memberships.size()));
        lane.lines[position] = lane.lines.back();
        lane.lines.pop_back();
    }
}

} // namespace parlor
