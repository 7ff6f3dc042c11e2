// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/AuditEntry.h"
#include "model/Error.h"
#include "rooms/RoomLink.h"

#include <QJsonObject>
#include <QLatin1StringView>

#include <functional>
#include <utility>

namespace parlor {

struct RestRequest;

/// Writes down what was done by an admin's right: who, from where, when, what, to whom, and how it ended. Neither tokens nor what is
/// said come near it.
namespace audittrail {

/// Begins an entry for what \a request asks for.
AuditEntry begin(const RestRequest &request, QLatin1StringView action, const QJsonObject &target);

/// On an open server anyone creates rooms and posts: that is worth an entry only where it took an admin.
bool isWorthIt(const RestRequest &request);

/// Completes \a entry with \a result and stores it; then \a done runs, which is to answer. What was done is answered as it went, also
/// where the entry could not be stored: the store says that by itself.
template <typename T>
void finish(RoomLink &rooms, AuditEntry entry, const Result<T> &result, std::function<void()> done)
{
    entry.outcome = result ? QStringLiteral("ok") : QString(errorCode(result.error()));
    rooms.recordAudit(entry, [done = std::move(done)](const Result<void> &) { done(); });
}

} // namespace audittrail

} // namespace parlor
