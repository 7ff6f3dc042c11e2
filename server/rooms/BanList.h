// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Ban.h"
#include "model/Error.h"

#include <QHash>
#include <QList>
#include <QString>

#include <utility>

namespace parlor {

/// Who is banned from where. Looking somebody up takes four hash lookups at most, and none where nobody is banned. A value.
class BanList {
public:
    bool isEmpty() const { return m_bans.isEmpty(); }
    qsizetype size() const { return m_bans.size(); }
    /// Whether any address is banned from every room.
    bool bansAddresses() const { return m_addressesEverywhere > 0; }

    /// Takes the place of a ban of the same one from the same rooms.
    void add(const Ban &ban);
    /// False where there is none.
    bool remove(qint64 banId);
    /// Drops those that have ended.
    void expire(Timestamp now);

    /// Nothing where there is none; one that has ended may still be there.
    const Ban *find(qint64 banId) const;
    /// By when they were made.
    QList<Ban> all() const;

    /// Banned where \a username or \a address, of which either may be empty, is kept out of \a roomId at \a now.
    Result<void> admits(const QString &username, const QString &address, const QString &roomId, Timestamp now) const;
    /// Banned where \a address is kept out of every room.
    Result<void> admits(const QString &address, Timestamp now) const;

private:
    /// Who and where: a name or an address, and a room's id or nothing. No name is an address, because the kind is told apart.
    struct Subject {
        QString username;
        QString address;
        QString roomId;

        bool operator==(const Subject &) const = default;
        friend size_t qHash(const Subject &subject, size_t seed)
        {
            return qHashMulti(seed, subject.username, subject.address, subject.roomId);
        }
    };

    static Subject subjectOf(const Ban &ban) { return { ban.username, ban.address, ban.roomId }; }
    static bool isOfAddressEverywhere(const Ban &ban) { return !ban.address.isEmpty() && ban.roomId.isEmpty(); }
    /// Nothing where it is not kept out, or no longer.
    const Ban *holding(const Subject &subject, Timestamp now) const;

    QHash<Subject, Ban> m_bans;
    QHash<qint64, Subject> m_byId;
    qsizetype m_addressesEverywhere = 0;
};

} // namespace parlor
