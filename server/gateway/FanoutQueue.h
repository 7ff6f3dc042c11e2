// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <vector>

namespace parlor {

class FanoutGroup;

/// What a FanoutQueue keeps with a group.
struct FairShare {
    double used = 0; ///< to how many clients it was served, as far as that is not forgotten
    qint64 atNs = 0; ///< when `used` was brought up to date
    bool isQueued = false;
};

/// The groups that have something to broadcast. That one comes first which has been served least lately, the clients that it has now
/// included (least attained service): a room that speaks up now and then does not wait for those that speak all the time, a small room not
/// for a large one, and those that want more than there is get about equal shares of it.
///
/// What a group was served is forgotten by half every half second; so nobody waits for ever. Times are those of monotonicNs().
class FanoutQueue {
public:
    bool isEmpty() const { return m_places.empty(); }

    /// A group that is queued already keeps its place. It must be removed before it is destroyed.
    void push(FanoutGroup &group, qint64 nowNs);
    FanoutGroup &first() const { return *m_places.front().group; }
    /// The first one was served for so many \a clients. It stays the first until somebody overtakes it.
    void charge(std::size_t clients, qint64 nowNs);
    /// The first one has got what it wanted.
    void pop();
    void remove(FanoutGroup &group);

private:
    struct Place {
        FanoutGroup *group = nullptr;
        double rank = 0;
        quint64 number = 0; ///< the earlier of two with the same rank
    };

    static bool isBehind(const Place &place, const Place &other);

    std::vector<Place> m_places; ///< a heap
    quint64 m_number = 0;
};

} // namespace parlor
