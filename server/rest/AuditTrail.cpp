// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/AuditTrail.h"

#include "rest/RestRequest.h"
#include "security/PeerAddress.h"

namespace parlor::audittrail {

AuditEntry begin(const RestRequest &request, QLatin1StringView action, const QJsonObject &target)
{
    AuditEntry entry;
    entry.at = currentTimestamp();
    entry.actor = request.identity->displayName();
    entry.address = addressText(request.peerAddress);
    entry.action = action;
    entry.target = target;
    return entry;
}

bool isWorthIt(const RestRequest &request)
{
    return request.identity->role == Role::Admin;
}

} // namespace parlor::audittrail
