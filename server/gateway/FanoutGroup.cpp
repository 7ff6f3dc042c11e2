// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/FanoutGroup.h"

#include "gateway/ChatClient.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

namespace parlor {

namespace {

/// So many have a place in front, which is as many as a conversation has talkers.
constexpr std::size_t Seats = 16;

/// What a write costs beside its bytes is about what so many of them cost.
constexpr qsizetype BytesOfAWrite = 16 * 1024;

/// For how many clients one counts that gets so many bytes.
std::size_t weightOf(qsizetype bytes)
{
    return 1 + std::size_t(bytes / BytesOfAWrite);
}

/// How many clients of that weight are served where there is room for \a most of weight 1: one at least.
std::size_t countFor(std::size_t most, std::size_t weight)
{
    return std::max<std::size_t>(1, most / weight);
}

} // namespace

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
    return client.membershipIn(*this) != nullptr;
}

std::size_t FanoutGroup::size() const
{
    std::size_t size = 0;
    for (const Lane &lane : m_lanes)
        size += lane.owners.size() + lane.others.size() + lane.newcomers.size();
    return size;
}

void FanoutGroup::add(ChatClient &client)
{
    if (contains(client))
        return;
    Lane &lane = laneOf(client);
    const TurnWriter::Line line = client.line();
    const bool direct = line != TurnWriter::NoLine;
    client.m_memberships.push_back({ this, 0, direct, isPending() });
    if (isPending()) {
        lane.newcomers.push_back({ &client, line, direct ? std::size_t(lane.frames.size()) : lane.texts.size() });
        lane.newLines += direct;
    } else {
        enlist(lane, client, line);
    }
    if (direct)
        m_writer.setGroups(line, quint16(client.m_memberships.size()));
}

void FanoutGroup::enlist(Lane &lane, ChatClient &client, TurnWriter::Line line)
{
    const bool direct = line != TurnWriter::NoLine;
    auto &list = direct ? lane.owners : lane.others;
    ChatClient::Membership *const membership = client.membershipIn(*this);
    membership->position = quint32(list.size());
    membership->isNewcomer = false;
    list.push_back(&client);
    if (direct)
        lane.lines.push_back(line);
}

void FanoutGroup::remove(ChatClient &client)
{
    if (!contains(client))
        return;
    sendRest(client);
    forget(client);
}

void FanoutGroup::favour(ChatClient &client)
{
    if (contains(client) && !isFavoured(client) && m_talkers.size() < Seats)
        m_talkers.push_back(&client);
}

void FanoutGroup::catchUp(ChatClient &client)
{
    if (isPending() && contains(client))
        doWithout(client, [] {});
}

template <typename Action>
void FanoutGroup::doWithout(ChatClient &client, Action action)
{
    // Who talks and is told so comes back as a newcomer, and keeps the place in front.
    const bool wasFavoured = isFavoured(client);
    remove(client);
    action();
    add(client);
    if (wasFavoured)
        favour(client);
}

bool FanoutGroup::isFavoured(const ChatClient &client) const
{
    const ChatClient::Membership *const membership = client.membershipIn(*this);
    const bool isInFront = !membership->isNewcomer && membership->position < Seats;
    return isInFront || std::ranges::find(m_talkers, &client) != m_talkers.end();
}

void FanoutGroup::sendRest(ChatClient &client)
{
    const Lane &lane = laneOf(client);
    const auto [group, position, direct, isNewcomer] = *client.membershipIn(*this);
    Newcomer known;
    if (isNewcomer)
        known = *std::ranges::find(lane.newcomers, &client, &Newcomer::client);
    if (direct) {
        // Not client.line(), which it may just have lost.
        const TurnWriter::Line line = isNewcomer ? known.line : lane.lines[position];
        if (!isNewcomer && position >= lane.linesServed)
            append(line, lane.framesUnderWay);
        append(line, QByteArrayView(lane.frames).sliced(qsizetype(known.from)));
        return;
    }
    if (!isNewcomer && position >= lane.othersServed)
        std::ranges::for_each(lane.textsUnderWay, [&client](const QByteArray &text) { client.sendText(text); });
    for (std::size_t i = known.from; i < lane.texts.size(); ++i)
        client.sendText(lane.texts[i]);
}

void FanoutGroup::append(TurnWriter::Line line, QByteArrayView frames)
{
    if (!frames.isEmpty())
        m_writer.append(line, frames);
}

void FanoutGroup::push(QByteArrayView nameJson, QByteArrayView dataJson)
{
    for (const WireFormat format : AllWireFormats) {
        Lane &lane = m_lanes[std::size_t(format)];
        if (!lane.lines.empty() || lane.newLines > 0)
            lane.frames += encodeEventFrame(format, nameJson, dataJson);
        if (!lane.others.empty() || lane.newcomers.size() > lane.newLines)
            lane.texts.push_back(encodeEvent(format, nameJson, dataJson));
    }
    m_hasGathered = true;
}

void FanoutGroup::pushExcept(ChatClient &client, QByteArrayView nameJson, QByteArrayView dataJson)
{
    if (contains(client))
        doWithout(client, [&] { push(nameJson, dataJson); });
    else
        push(nameJson, dataJson);
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
    if (!m_isUnderWay)
        beginAll();
    std::size_t served = 0;
    for (Lane &lane : m_lanes) {
        if (served < most)
            served += serveLines(lane, most - served);
        if (served < most)
            served += serveOthers(lane, most - served);
    }
    m_isUnderWay = !std::ranges::all_of(m_lanes, &Lane::isDone);
    // Whoever came meanwhile has nothing more to wait for.
    if (!isPending())
        beginAll();
    return served;
}

void FanoutGroup::beginAll()
{
    for (Lane &lane : m_lanes)
        begin(lane);
    seatTalkers();
    beginTaken();
    m_hasGathered = false;
}

void FanoutGroup::seatTalkers()
{
    for (const ChatClient *talker : m_talkers) {
        const ChatClient::Membership *const membership = talker->membershipIn(*this);
        Lane &lane = laneOf(*talker);
        // Behind those who have the broadcast already, because they came while it was gathered.
        const std::size_t front = membership->direct ? lane.linesServed : lane.othersServed;
        if (membership->position < front + Seats)
            continue;
        swapPlaces(lane, membership->direct, membership->position, front + m_nextSeat);
        m_nextSeat = (m_nextSeat + 1) % Seats;
    }
    m_talkers.clear();
}

void FanoutGroup::beginTaken()
{
    m_sentTakenAtNs.insert(m_sentTakenAtNs.end(), m_takenAtNs.begin(), m_takenAtNs.end());
    m_takenAtNs.clear();
}

void FanoutGroup::begin(Lane &lane)
{
    lane.framesUnderWay = std::exchange(lane.frames, {});
    lane.textsUnderWay = std::exchange(lane.texts, {});
    lane.linesServed = 0;
    lane.othersServed = 0;
    lane.newLines = 0;
    for (const Newcomer &newcomer : std::exchange(lane.newcomers, {}))
        admit(lane, newcomer);
}

void FanoutGroup::admit(Lane &lane, const Newcomer &newcomer)
{
    const bool direct = newcomer.line != TurnWriter::NoLine;
    if (newcomer.from == 0) {
        // Hears all of it, so it can wait for its turn like the others; a storm of joins must not be copied for each.
        enlist(lane, *newcomer.client, newcomer.line);
        return;
    }
    if (direct) {
        append(newcomer.line, QByteArrayView(lane.framesUnderWay).sliced(qsizetype(newcomer.from)));
    } else {
        for (std::size_t i = newcomer.from; i < lane.textsUnderWay.size(); ++i)
            newcomer.client->sendText(lane.textsUnderWay[i]);
    }
    enlist(lane, *newcomer.client, newcomer.line);
    std::size_t &served = direct ? lane.linesServed : lane.othersServed;
    swapPlaces(lane, direct, served, (direct ? lane.owners : lane.others).size() - 1);
    ++served;
}

std::size_t FanoutGroup::serveLines(Lane &lane, std::size_t most)
{
    if (lane.framesUnderWay.isEmpty())
        return 0;
    const std::size_t weight = weightOf(lane.framesUnderWay.size());
    const auto waiting = std::span(lane.lines).subspan(lane.linesServed);
    const auto next = waiting.first(std::min(countFor(most, weight), waiting.size()));
    m_writer.broadcast(next, lane.framesUnderWay);
    lane.linesServed += next.size();
    if (next.size() == waiting.size())
        lane.framesUnderWay.clear();
    return next.size() * weight;
}

std::size_t FanoutGroup::serveOthers(Lane &lane, std::size_t most)
{
    if (lane.textsUnderWay.empty())
        return 0;
    qsizetype bytes = 0;
    for (const QByteArray &text : lane.textsUnderWay)
        bytes += text.size();
    const std::size_t weight = weightOf(bytes);
    const auto waiting = std::span(lane.others).subspan(lane.othersServed);
    const auto next = waiting.first(std::min(countFor(most, weight), waiting.size()));
    for (ChatClient *client : next) {
        for (const QByteArray &text : lane.textsUnderWay)
            client->sendText(text);
    }
    lane.othersServed += next.size();
    if (next.size() == waiting.size())
        lane.textsUnderWay.clear();
    return next.size() * weight;
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
        begin(lane);
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
    serveOthers(lane, std::numeric_limits<std::size_t>::max());
}

void FanoutGroup::forget(ChatClient &client)
{
    const auto [group, position, direct, isNewcomer] = *client.membershipIn(*this);
    std::erase_if(client.m_memberships, [this](const auto &membership) { return membership.group == this; });
    std::erase(m_talkers, &client);

    Lane &lane = laneOf(client);
    if (isNewcomer) {
        const auto newcomer = std::ranges::find(lane.newcomers, &client, &Newcomer::client);
        if (direct)
            m_writer.setGroups(newcomer->line, quint16(client.m_memberships.size()));
        lane.newLines -= direct;
        lane.newcomers.erase(newcomer);
        return;
    }
    if (direct)
        m_writer.setGroups(lane.lines[position], quint16(client.m_memberships.size()));
    auto &list = direct ? lane.owners : lane.others;
    std::size_t place = position;
    std::size_t &served = direct ? lane.linesServed : lane.othersServed;
    // Those that a broadcast has reached stay before those that it has not.
    if (m_isUnderWay && place < served) {
        --served;
        swapPlaces(lane, direct, place, served);
        place = served;
    }
    swapPlaces(lane, direct, place, list.size() - 1);
    list.pop_back();
    if (direct)
        lane.lines.pop_back();
}

void FanoutGroup::swapPlaces(Lane &lane, bool direct, std::size_t a, std::size_t b)
{
    auto &list = direct ? lane.owners : lane.others;
    std::swap(list[a], list[b]);
    if (direct)
        std::swap(lane.lines[a], lane.lines[b]);
    for (const std::size_t place : { a, b }) {
        if (ChatClient::Membership *const membership = list[place]->membershipIn(*this))
            membership->position = quint32(place);
    }
}

} // namespace parlor
