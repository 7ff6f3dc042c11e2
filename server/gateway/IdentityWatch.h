// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"
#include "rooms/RoomTypes.h"
#include "security/Identity.h"

#include <QBasicTimer>
#include <QObject>

#include <functional>
#include <set>
#include <unordered_map>
#include <utility>

namespace parlor {

/// Says of clients when what vouched for them has ended. One timer for all; those that nothing had to vouch for cost nothing. Lives on
/// its worker's thread.
class IdentityWatch : public QObject {
    Q_OBJECT

public:
    using Predicate = std::function<bool(const Identity &)>;

    explicit IdentityWatch(QObject *parent = nullptr);
    ~IdentityWatch() override;

    /// \a identity is \a member's, in the place of one that it had.
    void watch(MemberId member, const SharedIdentity &identity);
    void forget(MemberId member);

    /// Ends those for whom nothing vouches any more, as \a isGood says.
    void review(const Predicate &isGood);

Q_SIGNALS:
    /// The member's token is no longer valid. It is forgotten.
    void expired(parlor::MemberId member);
    /// What its token was checked against was taken back. It is forgotten.
    void withdrawn(parlor::MemberId member);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void arm();

    std::unordered_map<MemberId, SharedIdentity> m_identities;
    std::set<std::pair<Timestamp, MemberId>> m_ends; ///< of those that expire
    QBasicTimer m_timer;
};

} // namespace parlor
