// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/AuditController.h"

#include "json/JsonText.h"
#include "rest/HttpReply.h"
#include "rest/QueryParameters.h"
#include "rest/RestRequest.h"
#include "rest/RouteTable.h"
#include "rooms/RoomLink.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxLimit = 1000;

Result<AuditRange> readRange(QByteArrayView query)
{
    QueryParameters parameters(query);
    AuditRange range;
    range.before = parameters.number("before"_L1, 1, QueryParameters::LargestInteger).value_or(range.before);
    range.limit = parameters.number("limit"_L1, 1, MaxLimit).value_or(range.limit);
    if (const Result<void> verdict = parameters.verdict(); !verdict)
        return tl::unexpected(verdict.error());
    return range;
}

/// \a entries may be one more than \a limit: then there is another page.
QByteArray toJson(const QList<AuditEntry> &entries, qint64 limit)
{
    const bool hasMore = entries.size() > limit;
    QByteArray out("{\"items\":");
    json::appendArray(out, entries.first(hasMore ? limit : entries.size()),
                      [&out](const AuditEntry &entry) { out += entry.toJson(); });
    out += ",\"nextBefore\":";
    out += hasMore ? QByteArray::number(entries.at(limit - 1).auditId) : "null"_ba;
    out += '}';
    return out;
}

} // namespace

AuditController::AuditController(RoomLink &rooms, RouteTable &routes) :
    m_rooms(rooms)
{
    routes.add("GET", "/api/v1/audit", Action::ReadAudit, this, &AuditController::read);
}

void AuditController::read(const RestRequest &request, const HttpReply &reply)
{
    const Result<AuditRange> range = readRange(request.query());
    if (!range) {
        reply.send(RestResponse::error(range.error()));
        return;
    }
    m_rooms.readAudit({ range->before, range->limit + 1 },
                      [reply, limit = range->limit](const Result<QList<AuditEntry>> &read) {
                          reply.sendResult(read, [limit](const QList<AuditEntry> &entries) {
                              return RestResponse::json(200, toJson(entries, limit));
                          });
                      });
}

} // namespace parlor
