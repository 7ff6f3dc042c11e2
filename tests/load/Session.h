// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Dialect.h"
#include "MessageText.h"
#include "OrderLedger.h"
#include "WebSocketConnection.h"

#include <memory>

namespace parlor::load {

class Session;

/// What a load has to do with its sessions.
class SessionListener {
public:
    virtual ~SessionListener() = default;
    /// \a json begins with the message; its order is in the session's ledger already.
    virtual void onMessage(Session &session, QByteArrayView json) = 0;
    /// A post was answered; \a isStored is false where it was refused.
    virtual void onPosted(Session &session, quint32 id, bool isStored);
    /// It has joined, or left, or is connected where it has no room.
    virtual void onSettled(Session &session);
    virtual void onEnded(Session &session);
};

/// One participant of one room, or of none. Where it is connected again or joins again, it says what it heard last.
class Session : public WebSocketConnection {
public:
    enum class State : quint8 {
        Ended, ///< or never opened
        Opening,
        Outside, ///< may send events, and is in no room
        Joining,
        Joined,
        Leaving,
    };

    Session(EventLoop &loop, const Endpoint &endpoint, Dialect dialect, SessionListener &listener, int number,
            const QByteArray &roomId);

    /// Makes it observe its room instead of taking part in it: others are not told of it.
    void observeOnly() { m_observes = true; }
    /// Connects, and joins its room unless that is empty.
    void open();
    void join(const QByteArray &roomId);
    void leave();
    /// As a client does whose network is gone.
    void loseConnection();
    /// Posts a message of \a contentBytes that carries \a stampNs. Returns the id that its answer will have, 0 where
    /// none is wanted.
    quint32 post(qint64 stampNs, int contentBytes, bool wantsAnswer);
    void sendHeartbeat();

    State state() const { return m_state; }
    const QByteArray &roomId() const { return m_roomId; }
    const OrderLedger &ledger() const { return m_ledger; }
    /// The server has refused something that was in order.
    bool wasRefused() const { return m_wasRefused; }

protected:
    void onOpened() override;
    void onText(QByteArrayView text) override;
    void onEnded() override;

private:
    void onConnected();
    void onAnswer(quint32 id, QByteArrayView data);
    void onJoinAnswer(QByteArrayView data);
    void settle(State state);
    quint32 request(QByteArrayView name, const QByteArray &dataJson);

    const Dialect m_dialect;
    SessionListener &m_listener;
    QByteArray m_roomId;
    State m_state = State::Ended;
    bool m_wasRefused = false;
    bool m_hasJoinedBefore = false;
    bool m_observes = false;
    quint32 m_lastId = 0;
    quint32 m_membershipId = 0; ///< of the request to join or to leave
    OrderLedger m_ledger;
    MessageReader m_reader;
    std::unique_ptr<MessageTemplate> m_template;
};

} // namespace parlor::load
