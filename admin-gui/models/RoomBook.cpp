// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RoomBook.h"

#include <numeric>

namespace parlor::admin {

namespace {

constexpr int PageSize = 1000;
constexpr int PageMs = 2'000;
constexpr int TickMs = 1'000;

bool isSame(const Room &a, const Room &b)
{
    return a.participants == b.participants && a.messages == b.messages && a.lastActivityAt == b.lastActivityAt
        && a.createdAt == b.createdAt && a.creatorUsername == b.creatorUsername;
}

} // namespace

RoomBook::RoomBook(RestClient &rest, LiveClient &live, QObject *parent) :
    QObject(parent),
    m_rest(rest),
    m_live(live)
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_tick.setInterval(TickMs);
    connect(&m_tick, &QTimer::timeout, this, &RoomBook::tick);
    m_nextPage.setSingleShot(true);
    connect(&m_nextPage, &QTimer::timeout, this, &RoomBook::readPage);
    connect(&live, &LiveClient::stateChanged, this, &RoomBook::follow);
    connect(&live, &LiveClient::received, this, &RoomBook::handle);
}

RoomBook::~RoomBook() = default;

const RoomEntry *RoomBook::find(const QString &roomId) const
{
    const auto it = m_rooms.find(roomId);
    return it == m_rooms.end() ? nullptr : it->second.get();
}

std::vector<RoomEntry *> RoomBook::entries() const
{
    std::vector<RoomEntry *> entries;
    entries.reserve(m_rooms.size());
    for (const auto &[id, entry] : m_rooms)
        entries.push_back(entry.get());
    return entries;
}

void RoomBook::clear()
{
    m_isComplete = false;
    for (auto &[id, entry] : m_rooms) {
        m_changes.removed.append(entry.get());
        m_buried.push_back(std::move(entry));
    }
    m_rooms.clear();
    m_touched.clear();
    m_busy.clear();
    m_closedLately.clear();
    flush();
}

void RoomBook::add(const Room &room)
{
    put(room);
    flush();
}

void RoomBook::remove(const QString &roomId)
{
    take(roomId);
    flush();
}

void RoomBook::follow()
{
    if (!m_live.isLive()) {
        m_tick.stop();
        m_nextPage.stop();
        if (m_page)
            m_page->disconnect(this);
        m_page = nullptr;
        setProblem({});
        return;
    }
    m_live.observe(LiveClient::allRooms(), std::nullopt, this, [this](const ApiResult<Observation> &seen) {
        // The server ends the connection after that, however often it is opened.
        if (!seen && seen.error().is(Error::Kind::AccessForbidden))
            m_live.giveUp(ApiError::mayNotWatch());
    });
    m_cursor.clear();
    ++m_listing;
    m_closedLately.clear();
    m_tick.start();
    readPage();
}

void RoomBook::readPage()
{
    m_page = m_rest.listRooms(m_cursor, PageSize, this, [this, listing = m_listing](const auto &page) {
        // An answer that was asked for on a connection before this one.
        if (listing != m_listing || !m_live.isLive())
            return;
        setProblem(page ? QString() : page.error().text);
        if (page)
            takePage(*page);
        else
            m_nextPage.start(PageMs);
    });
}

void RoomBook::setProblem(const QString &problem)
{
    if (std::exchange(m_problem, problem) != problem)
        Q_EMIT problemChanged();
}

void RoomBook::takePage(const RoomListPage &page)
{
    for (const Room &room : page.rooms) {
        if (m_closedLately.value(room.roomId, -1) != room.createdAt)
            put(room);
    }
    m_cursor = page.nextCursor;
    if (m_cursor.isEmpty())
        endListing();
    flush();
    if (!m_isComplete)
        return readPage();
    m_nextPage.start(PageMs);
}

void RoomBook::endListing()
{
    QStringList gone;
    for (const auto &[id, entry] : m_rooms) {
        if (entry->listing < m_listing)
            gone.append(id);
    }
    for (const QString &id : gone)
        take(id);
    ++m_listing;
    m_closedLately.clear();
    if (!std::exchange(m_isComplete, true))
        Q_EMIT completed();
}

void RoomBook::handle(const QList<LiveEvent> &events)
{
    for (const LiveEvent &event : events) {
        if (const auto *exchange = std::get_if<Exchange>(&event)) {
            count(*exchange);
        } else if (const auto *created = std::get_if<RoomCreated>(&event)) {
            m_closedLately.remove(created->room.roomId);
            put(created->room);
        } else if (const auto *closed = std::get_if<RoomClosed>(&event)) {
            m_closedLately.insert(closed->room.roomId, closed->room.createdAt);
            take(closed->room.roomId);
        } else if (const auto *list = std::get_if<PresenceList>(&event)) {
            const auto isHere = [](const Participant &participant) { return participant.connected; };
            setParticipants(list->roomId,
                            std::count_if(list->participants.begin(), list->participants.end(), isHere));
        } else if (const auto *change = std::get_if<PresenceChange>(&event)) {
            setParticipants(change->roomId, change->participants);
        }
    }
    flush();
}

void RoomBook::count(const Exchange &exchange)
{
    const auto it = m_rooms.find(exchange.roomId);
    if (it == m_rooms.end())
        return;
    RoomEntry &entry = *it->second;
    ++entry.room.messages;
    entry.room.lastActivityAt = std::max(entry.room.lastActivityAt, exchange.createdAt);
    ++entry.seconds.front();
    m_touched.insert(&entry);
    m_busy.insert(&entry);
}

void RoomBook::setParticipants(const QString &roomId, qint64 participants)
{
    const auto it = m_rooms.find(roomId);
    if (it == m_rooms.end())
        return;
    it->second->room.participants = participants;
    m_touched.insert(it->second.get());
}

void RoomBook::tick()
{
    for (auto it = m_busy.begin(); it != m_busy.end();) {
        RoomEntry &entry = **it;
        const int sum = std::accumulate(entry.seconds.begin(), entry.seconds.end(), 0);
        entry.perSecond = double(sum) / double(entry.seconds.size());
        std::shift_right(entry.seconds.begin(), entry.seconds.end(), 1);
        entry.seconds.front() = 0;
        m_touched.insert(&entry);
        it = sum == 0 ? m_busy.erase(it) : std::next(it);
    }
    m_changes.updated.append(m_touched.values());
    m_touched.clear();
    flush();
}

void RoomBook::put(const Room &room)
{
    auto &entry = m_rooms[room.roomId];
    if (entry) {
        entry->listing = m_listing;
        if (!isSame(entry->room, room)) {
            entry->room = room;
            m_touched.insert(entry.get());
        }
        return;
    }
    const QString searchText = room.roomId + u'\n' + room.creatorUsername;
    entry = std::make_unique<RoomEntry>(RoomEntry{ .room = room,
                                                   .idKey = m_collator.sortKey(room.roomId),
                                                   .creatorKey = m_collator.sortKey(room.creatorUsername),
                                                   .searchText = searchText.toCaseFolded(),
                                                   .listing = m_listing });
    m_changes.added.append(entry.get());
}

void RoomBook::take(const QString &roomId)
{
    const auto it = m_rooms.find(roomId);
    if (it == m_rooms.end())
        return;
    RoomEntry *const entry = it->second.get();
    m_touched.remove(entry);
    m_busy.remove(entry);
    m_changes.updated.removeAll(entry);
    // Created and closed within one batch: nobody has heard of it.
    if (!m_changes.added.removeOne(entry))
        m_changes.removed.append(entry);
    m_buried.push_back(std::move(it->second));
    m_rooms.erase(it);
}

void RoomBook::flush()
{
    if (!m_changes.isEmpty()) {
        const RoomChanges changes = std::exchange(m_changes, {});
        Q_EMIT changed(changes);
    }
    m_buried.clear();
}

} // namespace parlor::admin
