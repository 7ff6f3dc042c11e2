// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <vector>

namespace parlor {

/// The names under which a room's exchanges are emitted: `exchanges`, and those that the operator adds.
class ExchangeNames {
public:
    /// In each of \a added, `{roomId}` stands for the room's id.
    explicit ExchangeNames(const QList<QString> &added);

    /// There is `exchanges` and nothing else.
    bool areUsual() const { return m_added.isEmpty(); }
    /// `exchanges`, as JSON text.
    static const QByteArray &usual();
    /// Those of the room whose id is \a roomIdJson, as JSON text: the usual one first, each once. An added one that
    /// is not free (events::isFree()) in this room is left out.
    std::vector<QByteArray> ofRoom(const QByteArray &roomIdJson) const;

private:
    const QList<QString> m_added;
};

} // namespace parlor
