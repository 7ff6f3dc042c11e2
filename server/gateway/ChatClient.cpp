// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ChatClient.h"

#include "gateway/FanoutGroup.h"

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
