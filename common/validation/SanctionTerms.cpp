// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/SanctionTerms.h"

#include "validation/PayloadRules.h"

namespace parlor {

using namespace Qt::StringLiterals;

SanctionTerms SanctionTerms::read(PayloadRules &rules, Timestamp now)
{
    SanctionTerms terms;
    terms.reason = rules.optionalLine("reason"_L1, MaxReasonLength);
    const std::optional<qint64> duration = rules.optionalOrder("durationSeconds"_L1);
    rules.require(duration.value_or(1) >= 1 && duration.value_or(1) <= MaxDurationSeconds,
                  u"durationSeconds must be from 1 to %1"_s.arg(MaxDurationSeconds));
    if (duration)
        terms.until = now + 1000 * *duration;
    return terms;
}

} // namespace parlor
