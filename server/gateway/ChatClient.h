// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/WireFormat.h"
#include "limits/RateLimit.h"
#include "net/TurnWriter.h"
#include "rooms/RoomTypes.h"
#include "security/Identity.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace parlor {

class FanoutGroup;

/// One chat connection, whatever it speaks. Lives on its worker's thread.
class ChatClient {
public:
    /// \a address as addressText() writes it.
    ChatClient(MemberId id, const QString &socketId, WireFormat format, const QString &address = {});
    virtual ~ChatClient();
    Q_DISABLE_COPY_MOVE(ChatClient)

    MemberId id() const { return m_id; }
    /// The id that the client itself knows.
    const QString &socketId() const { return m_socketId; }
    WireFormat format() const { return m_format; }
    /// Where it comes from.
    const QString &address() const { return m_address; }
    /// Who it is. Not before ChatGateway::connected().
    const Identity &identity() const { return *m_identity; }
    /// The groups that this client is in.
    std::vector<FanoutGroup *> groups() const;
    /// Where ready-made frames for this client are written; NoLine where they must go through sendText().
    virtual TurnWriter::Line line() const = 0;
    /// To be called once line() has become another one.
    void lineChanged();

    /// Sends what encodeEvent() made for this client's format.
    virtual void sendText(QByteArrayView text) = 0;
    void sendEvent(QByteArrayView nameJson, QByteArrayView dataJson);

    /// Answers the request that has this ticket; 0 asked for no answer. Tickets are the client's own: a subclass gives them out.
    virtual void acknowledge(quint64 ticket, QByteArrayView dataJson) = 0;
    /// Tells the client that a request was refused: by `exception`, and by the answer where one was asked for.
    virtual void refuse(quint64 ticket, QByteArrayView exceptionJson) = 0;
    /// Ends the connection, after what was sent. \a reason is one of the codes of an `exception`, for protocols that have
    /// a place for it.
    virtual void disconnectClient(QByteArrayView reason) = 0;

private:
    friend class ChatGateway;
    friend class FanoutGroup;

    /// Where this client stands in a group, so that leaving costs the same whatever the group's size.
    struct Membership {
        FanoutGroup *group = nullptr;
        quint32 position = 0; ///< meaningless for a newcomer
        bool direct = false; ///< among those that are written to by their line
        bool isNewcomer = false;
    };

    /// Null where it is not in \a group.
    Membership *membershipIn(const FanoutGroup &group);
    const Membership *membershipIn(const FanoutGroup &group) const;

    const MemberId m_id;
    const QString m_socketId;
    const WireFormat m_format;
    const QString m_address;
    SharedIdentity m_identity;
    std::vector<Membership> m_memberships;
    /// Where it comes from; null where it is exempt from what is limited for each client.
    QString m_network;
    RateLimit::Bucket m_posts;
    RateLimit::Bucket m_joins;
};

} // namespace parlor
