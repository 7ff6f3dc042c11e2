// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/RoomScope.h"

#include <algorithm>

namespace parlor {

RoomScope::RoomScope(const QStringList &entries)
{
    if (!entries.contains(u'*'))
        m_entries = entries;
}

bool RoomScope::covers(QStringView roomId) const
{
    if (!m_entries)
        return true;
    return std::ranges::any_of(*m_entries, [roomId](QStringView entry) {
        return entry.endsWith(u'*') ? roomId.startsWith(entry.chopped(1)) : roomId == entry;
    });
}

} // namespace parlor
