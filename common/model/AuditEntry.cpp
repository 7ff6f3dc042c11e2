// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/AuditEntry.h"

#include "json/JsonText.h"

namespace parlor {

using namespace Qt::StringLiterals;

QByteArray AuditEntry::toJson() const
{
    QByteArray out("{");
    json::appendKey(out, "auditId"_L1);
    out += QByteArray::number(auditId);
    json::appendKey(out, "at"_L1);
    out += '"' + toIsoString(at) + '"';
    json::appendKey(out, "actor"_L1);
    json::appendString(out, actor);
    json::appendKey(out, "address"_L1);
    json::appendString(out, address);
    json::appendKey(out, "action"_L1);
    json::appendString(out, action);
    json::appendKey(out, "target"_L1);
    json::appendValue(out, target);
    json::appendKey(out, "outcome"_L1);
    json::appendString(out, outcome);
    out += '}';
    return out;
}

} // namespace parlor
