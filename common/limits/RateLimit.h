// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace parlor {

/// How often something may happen: a token bucket that holds two seconds' worth. A value; any thread.
class RateLimit {
public:
    /// \a perSecond 0: as often as anyone likes.
    explicit RateLimit(int perSecond = 0);

    bool isUnlimited() const { return m_intervalNs == 0; }

    /// One bucket, full in the beginning. It keeps nothing but when it will be full again, so it takes eight bytes and no timer (the
    /// generic cell rate algorithm, ITU-T I.371, annex A). All times are nanoseconds of one clock that does not go back.
    class Bucket {
    public:
        /// Takes a token where there is one, and returns 0. Otherwise takes none, and returns in how many milliseconds, rounded up,
        /// there will be one.
        int take(const RateLimit &limit, qint64 nowNs);
        bool isFull(qint64 nowNs) const { return m_fullAtNs <= nowNs; }

    private:
        qint64 m_fullAtNs = 0;
    };

    /// A clock for buckets.
    static qint64 nowNs();

private:
    qint64 m_intervalNs = 0; ///< between two tokens
    qint64 m_capacityNs = 0; ///< in how long an empty bucket is full
};

} // namespace parlor
