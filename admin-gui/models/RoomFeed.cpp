// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RoomFeed.h"

namespace parlor::admin {

namespace {

constexpr int PageSize = 200;
/// A gap is filled by pages of this size; one that is larger begins anew at the newest messages.
constexpr int LargestGap = 5'000;
constexpr int GapPage = 1'000;
/// Changes of a large room may cross with the list that was asked for: it is asked for again when they have settled.
constexpr int SettleMs = 2'000;
/// How long a request that failed waits for another attempt, while the connection stands.
constexpr int AgainMs = 1'000;

} // namespace

RoomFeed::RoomFeed(RestClient &rest, LiveClient &live, const QString &roomId, QObject *parent) :
    QObject(parent),
    m_rest(rest),
    m_live(live)
{
    m_room.roomId = roomId;
    m_participantsDue.setSingleShot(true);
    m_participantsDue.setInterval(SettleMs);
    connect(&m_participantsDue, &QTimer::timeout, this, &RoomFeed::refreshParticipants);
    m_again.setSingleShot(true);
    m_again.setInterval(AgainMs);
    connect(&m_again, &QTimer::timeout, this, &RoomFeed::follow);
    connect(&live, &LiveClient::stateChanged, this, &RoomFeed::follow);
    connect(&live, &LiveClient::received, this, &RoomFeed::handle);
    connect(&m_stream, &LineStream::tailWanted, this, [this] { loadNewest(false); });
    follow();
}

RoomFeed::~RoomFeed()
{
    if (m_state != State::Closed)
        m_live.unobserve(m_room.roomId);
}

void RoomFeed::loadOlder()
{
    const qint64 first = m_stream.lines().firstOrder();
    if (m_isLoadingOlder || m_reachesBeginning || first <= 1 || m_state == State::Closed || !m_live.isLive())
        return;
    m_isLoadingOlder = true;
    Q_EMIT loadingChanged();
    m_rest.readHistory(m_room.roomId, { .before = first, .limit = PageSize }, this,
                       [this, era = m_era](const ApiResult<HistoryPage> &page) {
                           m_isLoadingOlder = false;
                           if (page && era == m_era) {
                               QList<Line> lines;
                               for (const Exchange &exchange : page->messages)
                                   lines.append(toLine(exchange));
                               m_reachesBeginning = lines.isEmpty() || lines.first().order <= 1;
                               m_stream.prepend(lines);
                           }
                           Q_EMIT loadingChanged();
                       });
}

void RoomFeed::become(State state, const QString &problem)
{
    m_state = state;
    m_problem = problem;
    Q_EMIT stateChanged();
}

void RoomFeed::follow()
{
    if (m_state == State::Closed)
        return;
    ++m_era;
    m_again.stop();
    m_isFilling = false;
    m_early.clear();
    if (!m_live.isLive()) {
        become(m_last < 0 ? State::Loading : State::Stale, m_live.problem());
        return;
    }
    // To observe a room that is gone would end the connection.
    m_rest.findRoom(m_room.roomId, this, [this, era = m_era](const ApiResult<Room> &room) {
        if (era != m_era)
            return;
        if (room)
            checkRoom(*room);
        else if (room.error().is(Error::Kind::RoomNotFound))
            become(State::Closed, tr("There is no such room any more."));
        else
            tryAgain(room.error());
    });
}

void RoomFeed::tryAgain(const ApiError &error)
{
    become(m_last < 0 ? State::Loading : State::Stale, error.text);
    m_again.start();
}

void RoomFeed::checkRoom(const Room &room)
{
    const bool isSame = room.createdAt == m_room.createdAt;
    m_room = room;
    if (isSame && m_last >= 0)
        observe();
    else
        loadNewest(true);
}

void RoomFeed::loadNewest(bool observes)
{
    const quint64 era = ++m_era;
    m_rest.readHistory(m_room.roomId, { .limit = PageSize }, this,
                       [this, era, observes](const ApiResult<HistoryPage> &page) {
                           if (era != m_era)
                               return;
                           if (!page)
                               return tryAgain(page.error());
                           QList<Line> lines;
                           for (const Exchange &exchange : page->messages)
                               lines.append(toLine(exchange));
                           m_last = lines.isEmpty() ? 0 : lines.last().order;
                           m_reachesBeginning = lines.size() < PageSize;
                           m_stream.restart(lines);
                           joinEarly();
                           if (observes)
                               observe();
                       });
}

void RoomFeed::observe()
{
    m_live.observe(m_room.roomId, m_last, this, [this, era = m_era](const ApiResult<Observation> &seen) {
        if (era != m_era)
            return;
        if (!seen) {
            if (seen.error().is(Error::Kind::AccessForbidden))
                become(State::Closed, tr("There is no such room any more."));
            else if (m_live.isLive())
                tryAgain(seen.error());
            return;
        }
        become(State::Live);
        if (!seen->isWhole)
            loadNewest(false);
        refreshParticipants();
    });
}

void RoomFeed::handle(const QList<LiveEvent> &events)
{
    if (m_state == State::Closed)
        return;
    QList<Line> lines;
    for (const LiveEvent &event : events) {
        if (const auto *exchange = std::get_if<Exchange>(&event)) {
            if (exchange->roomId == m_room.roomId)
                accept(*exchange, lines);
        } else if (const auto *list = std::get_if<PresenceList>(&event)) {
            if (list->roomId == m_room.roomId)
                m_participants.set(list->participants);
        } else if (const auto *change = std::get_if<PresenceChange>(&event)) {
            if (change->roomId == m_room.roomId) {
                m_participants.apply(change->joined, change->left);
                if (!m_participantsDue.isActive())
                    m_participantsDue.start();
            }
        } else if (const auto *ended = std::get_if<RoomEnded>(&event)) {
            if (ended->roomId == m_room.roomId) {
                m_participants.set({});
                become(State::Closed, tr("The room was closed by %1.").arg(ended->closedBy));
                break;
            }
        }
    }
    m_stream.append(lines);
}

void RoomFeed::accept(const Exchange &exchange, QList<Line> &lines)
{
    // Before the first page, what is live is not joined to anything yet; that page will hold it.
    if (m_last < 0 || exchange.order <= m_last)
        return;
    if (exchange.order == m_last + 1 && m_early.isEmpty()) {
        m_last = exchange.order;
        lines.append(toLine(exchange));
        return;
    }
    m_early.insert(exchange.order, exchange);
    fillGap();
}

void RoomFeed::fillGap()
{
    if (m_early.isEmpty() || std::exchange(m_isFilling, true))
        return;
    if (m_early.firstKey() - m_last > LargestGap || m_early.size() > LargestGap) {
        m_isFilling = false;
        m_early.clear();
        loadNewest(false);
        return;
    }
    m_rest.readHistory(m_room.roomId, { .after = m_last, .limit = GapPage }, this,
                       [this, era = m_era](const ApiResult<HistoryPage> &page) {
                           if (era != m_era)
                               return;
                           m_isFilling = false;
                           if (!page || page->messages.isEmpty())
                               return loadNewest(false);
                           for (const Exchange &exchange : page->messages)
                               m_early.insert(exchange.order, exchange);
                           joinEarly();
                       });
}

void RoomFeed::joinEarly()
{
    QList<Line> lines;
    while (!m_early.isEmpty() && m_early.firstKey() <= m_last + 1) {
        const Exchange exchange = m_early.take(m_early.firstKey());
        if (exchange.order <= m_last)
            continue;
        m_last = exchange.order;
        lines.append(toLine(exchange));
    }
    m_stream.append(lines);
    fillGap();
}

void RoomFeed::refreshParticipants()
{
    if (m_state != State::Live)
        return;
    m_rest.listParticipants(m_room.roomId, this, [this, era = m_era](const auto &participants) {
        if (participants && era == m_era)
            m_participants.set(*participants);
    });
}

Line RoomFeed::toLine(Exchange exchange) const
{
    exchange.roomId = m_room.roomId;
    return Line::of(exchange);
}

} // namespace parlor::admin
