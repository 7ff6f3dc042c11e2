// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "limits/LimitCounters.h"
#include "model/Error.h"

namespace parlor {

/// Counts the limit that a refused request ran into, if it was one. \a counters may be null.
inline void countHttpLimit(LimitCounters *counters, Error::Kind kind)
{
    if (!counters)
        return;
    if (kind == Error::Kind::HeadersTooLarge)
        counters->count(Limit::HeadBytes);
    else if (kind == Error::Kind::PayloadTooLarge)
        counters->count(Limit::BodyBytes);
    else if (kind == Error::Kind::RequestTimeout)
        counters->count(Limit::RequestTime);
}

} // namespace parlor
