// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "limits/LimitCounters.h"
#include "model/Error.h"
#include "net/PeerNetwork.h"

#include <QHash>
#include <QString>

#include <optional>

namespace parlor {

/// How many places are taken, in all and by those of each network, and who is one too many. Not for several threads at once.
class PlaceCounter {
public:
    struct Limits {
        qint64 inAll = 0; ///< 0: no limit
        qint64 perNetwork = 0; ///< 0: no limit
        bool exemptsLoopback = true; ///< from the limit for each network
    };

    /// \a what the places are for, in the plural; it stands in the error. \a counters may be null.
    PlaceCounter(const Limits &limits, const QString &what, LimitCounters *counters);

    /// For those who come from now on.
    void setLimits(const Limits &limits) { m_limits = limits; }
    const Limits &limits() const { return m_limits; }

    /// Nothing where there is a place: StorageUnavailable (503) where all are taken, TooManyRequests (429) where those of the network
    /// have theirs. That is counted as a limit that was hit.
    std::optional<Error> check(const PeerNetwork &network) const;
    void enter(const PeerNetwork &network);
    /// One that had entered.
    void leave(const PeerNetwork &network);
    qint64 count() const { return m_count; }

private:
    bool isCounted(const PeerNetwork &network) const;
    void count(Limit limit) const;

    Limits m_limits;
    const QString m_what;
    LimitCounters *m_counters;
    qint64 m_count = 0;
    QHash<PeerNetwork, qint64> m_countOf;
};

} // namespace parlor
