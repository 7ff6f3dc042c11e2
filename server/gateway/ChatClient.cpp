// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ChatClient.h"

#include "gateway/FanoutGroup.h"

#include <algorithm>

namespace parlor {

ChatClient::ChatClient(MemberId id, const QString &socketId, WireFormat format, const QString &address) :
    m_id(id),
    m_socketId(socketId),
    m_format(format),
    m_address(address)
{
}

ChatClient::~ChatClient()
{
    for (FanoutGroup *group : groups())
        group->forget(*this);
}

std::vector<FanoutGroup *> ChatClient::groups() const
{
    std::vector<FanoutGroup *> groups;
    for (const Membership &membership : m_memberships)
        groups.push_back(membership.group);
    return groups;
}

ChatClient::Membership *ChatClient::membershipIn(const FanoutGroup &group)
{
    const auto membership = std::ranges::find(m_memberships, &group, &Membership::group);
    return membership == m_memberships.end() ? nullptr : &*membership;
}

const ChatClient::Membership *ChatClient::membershipIn(const FanoutGroup &group) const
{
    const auto membership = std::ranges::find(m_memberships, &group, &Membership::group);
    return membership == m_memberships.cend() ? nullptr : &*membership;
}

void ChatClient::lineChanged()
{
    for (FanoutGroup *group : groups()) {
        group->remove(*this);
        group->add(*this);
    }
}

void ChatClient::sendEvent(QByteArrayView nameJson, QByteArrayView dataJson)
{
    sendText(encodeEvent(m_format, nameJson, dataJson));
}

} // namespace parlor
