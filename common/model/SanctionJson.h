// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json/JsonText.h"
#include "model/JsonFields.h"

namespace parlor {

/// What the JSON of a Ban and of a Mute have in common: why, by whom, since when and until when.
template <typename Sanction>
void appendSanction(QByteArray &out, const Sanction &sanction)
{
    using namespace Qt::StringLiterals;
    json::appendKey(out, "reason"_L1);
    json::appendString(out, sanction.reason);
    json::appendKey(out, "createdBy"_L1);
    json::appendString(out, sanction.createdBy);
    json::appendKey(out, "createdAt"_L1);
    out += '"' + toIsoString(sanction.createdAt) + '"';
    json::appendKey(out, "until"_L1);
    out += sanction.until ? '"' + toIsoString(*sanction.until) + '"' : "null"_ba;
}

template <typename Sanction>
void readSanction(JsonFields &fields, Sanction &sanction)
{
    using namespace Qt::StringLiterals;
    sanction.reason = fields.text("reason"_L1);
    sanction.createdBy = fields.text("createdBy"_L1);
    sanction.createdAt = fields.time("createdAt"_L1);
    sanction.until = fields.optionalTime("until"_L1);
}

} // namespace parlor
