// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Session.h"

#include <deque>

namespace parlor::load {

/// Sends sessions away and brings them back: by turns they leave their room, or lose their connection.
class Absences {
public:
    void sendAway(Session &session);
    /// One whose connection the server has ended comes back as well.
    void expect(Session &session);
    /// Does not bring it back.
    void forget(Session &session);
    /// Brings back those who have been away long enough.
    void bringBack();
    /// Brings back all, at once.
    void bringAllBack();

    qint64 count() const { return m_count; }
    bool isEmpty() const { return m_away.empty(); }

private:
    struct Absence {
        qint64 untilNs;
        Session *session;
    };

    void bringBackUntil(qint64 now);

    std::deque<Absence> m_away; ///< the first to come back is in front
    qint64 m_count = 0;
};

} // namespace parlor::load
