// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

#include <optional>

namespace parlor {

/// Which rooms somebody's rights are for: all of them, or those that a list names. A value; any thread.
class RoomScope {
public:
    /// Every room.
    RoomScope() = default;
    /// The rooms whose ids are in \a entries. An entry that ends in `*` stands for all ids that begin with the rest, `*` alone for
    /// every room; an empty list for none.
    explicit RoomScope(const QStringList &entries);

    bool covers(QStringView roomId) const;
    bool coversEveryRoom() const { return !m_entries; }

    friend bool operator==(const RoomScope &, const RoomScope &) = default;

private:
    std::optional<QStringList> m_entries;
};

} // namespace parlor
