// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "limits/RateLimit.h"

#include <QHash>
#include <QString>

namespace parlor {

/// A bucket for each user. Those whose bucket is full again are forgotten, so that it never holds many more than those who did something
/// in the last seconds. Not for several threads at once.
class UserRates {
public:
    explicit UserRates(const RateLimit &limit);

    /// For all, from now on.
    void setLimit(const RateLimit &limit) { m_limit = limit; }
    /// As RateLimit::Bucket::take().
    int take(const QString &user, qint64 nowNs);
    qsizetype size() const { return m_buckets.size(); }

private:
    void forgetFull(qint64 nowNs);

    RateLimit m_limit;
    QHash<QString, RateLimit::Bucket> m_buckets;
    qsizetype m_nextSweep;
};

} // namespace parlor
