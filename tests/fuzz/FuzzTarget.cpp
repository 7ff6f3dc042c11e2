// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a request is for: path and query, of REST and of Engine.IO, and the page that it comes from.
#include "Require.h"

#include "engineio/EngineIoPeers.h"
#include "engineio/EngineIoQuery.h"
#include "rest/HistoryQuery.h"
#include "rest/PercentCoding.h"
#include "rest/QueryParameters.h"
#include "rest/RoomQuery.h"
#include "rest/RouteTable.h"
#include "security/OriginPolicy.h"

#include <algorithm>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

void checkCoding(QByteArrayView text)
{
    for (const auto &decoded : { percentDecoded(text), formDecoded(text) }) {
        if (!decoded)
            continue;
        const QByteArray encoded = percentEncoded(*decoded);
        require(std::ranges::all_of(encoded, [](char c) { return c > 0x20 && c < 0x7f; }), "what is encoded is visible ASCII");
        require(percentDecoded(encoded) == decoded && formDecoded(encoded) == decoded, "what is encoded can be decoded");
    }
}

void checkHistory(QByteArrayView query)
{
    const auto history = HistoryQuery::read(query);
    if (!history)
        return;
    const MessageRange &range = history->range();
    require(range.limit >= 1 && range.limit <= HistoryQuery::MaxLimit, "pages are bounded");
    require(range.first >= 1, "orders begin at 1");
    MessagePage page;
    page.total = 50;
    page.oldestOrder = 51;
    page.newestOrder = 100;
    for (qint64 order = std::max<qint64>(range.first, 60); order <= std::min<qint64>(range.last, 70); ++order)
        page.messages.append(Message { order, {} });
    require(!history->links(u"a room: \"<>\r\n"_s, page).contains('\n'), "a link is one line");
}

void checkRooms(QByteArrayView query)
{
    static const QList<Room> rooms {
        { u"tea"_s, u"Ann"_s, 5, 1, 2, 9 }, { u"Ünï"_s, u"Ben"_s, 5, 1, 2, 9 }, { u"a,b\"c"_s, u"Cleo"_s, 6, 0, 0, 6 }
    };
    const auto rule = RoomQuery::read(query);
    if (!rule)
        return;
    const RoomPage page = rule->apply(rooms);
    require(page.rooms.size() <= rooms.size() && page.total <= rooms.size(), "no room is made up");
    QueryParameters given(query);
    if (page.nextCursor.isEmpty() || given.text("cursor"_L1))
        return;
    const QByteArray next = query.toByteArray() + "&cursor=" + percentEncoded(QString::fromUtf8(page.nextCursor));
    require(RoomQuery::read(next).has_value(), "a cursor that was given is taken");
}

void checkEngineIo(QByteArrayView query)
{
    const QByteArray head = "GET /socket.io/?" + query.toByteArray() + " HTTP/1.1\r\nHost: a\r\n\r\n";
    qsizetype scanned = 0;
    if (HttpRequestHead::endOfHead(head, scanned) != head.size())
        return;
    const auto parsed = HttpRequestHead::parse(head, {});
    if (!parsed)
        return;
    require(parsed->path() == "/socket.io/" || parsed->path().startsWith("/socket.io/"), "a query changes no path");
    const EngineIoQuery asked = EngineIoQuery::of(*parsed);
    static const EngineIoPeers peers(2);
    const auto owner = peers.ownerOf(asked.sid);
    require(!owner || *owner < 2, "a session is where there is a worker");
}

void checkRoutes(QByteArrayView path)
{
    static const RouteTable table = [] {
        RouteTable made;
        const auto nothing = [](const RestRequest &, const HttpReply &) {};
        made.add("GET", "/rooms/{roomId}", RouteTable::Public, nothing);
        made.add("GET", "/rooms/room-info", RouteTable::Public, nothing);
        made.add("DELETE", "/rooms/{roomId}/participants/{socketId}", RouteTable::Public, nothing);
        return made;
    }();
    for (const auto *method : { "GET", "DELETE", "POST" }) {
        const RouteTable::Match match = table.find(method, path);
        const bool hasValues = match.handler && match.undecodable.isEmpty() && !path.startsWith("/rooms/room-info");
        require(!hasValues || !match.values.value("roomId").isEmpty(), "a value is never empty");
    }
}

void checkOrigin(QByteArrayView origin)
{
    static const OriginPolicy secured({ "https://chat.example"_ba });
    static const OriginPolicy own;
    const QByteArray lower = origin.toByteArray().toLower();
    const bool isListed = lower.startsWith("https://chat.example");
    const bool isOwn = lower.contains("://server.example");
    require(isListed || !secured.allows(origin), "only what is listed is allowed");
    require(lower.isEmpty() || isListed || isOwn || !secured.admits(origin, "server.example"),
            "only what is listed, or the server's own, is admitted");
    require(!own.allows(origin) || !origin.contains('\n'), "what is given back is one line");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    checkCoding(bytes);
    checkHistory(bytes);
    checkRooms(bytes);
    checkEngineIo(bytes);
    checkRoutes(bytes);
    checkOrigin(bytes);
    return 0;
}
