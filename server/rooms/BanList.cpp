// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/BanList.h"

#include <algorithm>

namespace parlor {

namespace {

tl::unexpected<Error> refusal(const Ban &ban)
{
    return tl::unexpected(Error::banned(ban.reason, ban.until));
}

} // namespace

void BanList::add(const Ban &ban)
{
    const Subject subject = subjectOf(ban);
    if (const auto earlier = m_bans.constFind(subject); earlier != m_bans.cend())
        remove(earlier->banId);
    m_bans.insert(subject, ban);
    m_byId.insert(ban.banId, subject);
    m_addressesEverywhere += isOfAddressEverywhere(ban);
}

bool BanList::remove(qint64 banId)
{
    const auto subject = m_byId.constFind(banId);
    if (subject == m_byId.cend())
        return false;
    m_addressesEverywhere -= isOfAddressEverywhere(m_bans.take(*subject));
    m_byId.erase(subject);
    return true;
}

void BanList::expire(Timestamp now)
{
    for (const Ban &ban : all()) {
        if (!ban.holdsAt(now))
            remove(ban.banId);
    }
}

const Ban *BanList::find(qint64 banId) const
{
    const auto subject = m_byId.constFind(banId);
    return subject == m_byId.cend() ? nullptr : &*m_bans.constFind(*subject);
}

QList<Ban> BanList::all() const
{
    QList<Ban> bans = m_bans.values();
    std::ranges::sort(bans, {}, &Ban::banId);
    return bans;
}

Result<void> BanList::admits(const QString &username, const QString &address, const QString &roomId,
                             Timestamp now) const
{
    if (isEmpty())
        return {};
    for (const Subject &subject : { Subject { username, {}, {} }, Subject { username, {}, roomId },
                                    Subject { {}, address, {} }, Subject { {}, address, roomId } }) {
        if (const Ban *const ban = holding(subject, now))
            return refusal(*ban);
    }
    return {};
}

Result<void> BanList::admits(const QString &address, Timestamp now) const
{
    if (!bansAddresses())
        return {};
    const Ban *const ban = holding({ {}, address, {} }, now);
    return ban ? Result<void>(refusal(*ban)) : Result<void>();
}

const Ban *BanList::holding(const Subject &subject, Timestamp now) const
{
    const auto ban = m_bans.constFind(subject);
    return ban != m_bans.cend() && ban->holdsAt(now) ? &*ban : nullptr;
}

} // namespace parlor
