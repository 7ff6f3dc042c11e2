// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QString>

#include <optional>

namespace parlor {

class PayloadRules;

/// Why somebody is kept out or silent, and until when, as a payload says it.
struct SanctionTerms {
    /// In code points.
    static constexpr qsizetype MaxReasonLength = 256;
    /// Ten years.
    static constexpr qint64 MaxDurationSeconds = 315'360'000;

    /// Empty where nothing is said.
    QString reason;
    /// Nothing: for ever.
    std::optional<Timestamp> until;

    /// Reads `reason` and `durationSeconds`, which counts from \a now. To be used only once the verdict of \a rules is good.
    static SanctionTerms read(PayloadRules &rules, Timestamp now);
};

} // namespace parlor
