// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Dialect.h"
#include "HttpSession.h"
#include "MessageText.h"
#include "OrderLedger.h"

#include <QByteArrayList>

namespace parlor::load {

/// A participant who comes by Engine.IO 4 over HTTP polling, and only listens.
class PollingSession {
public:
    enum class State : quint8 {
        Opening,
        Joined,
        NotServed, ///< the server does not have polling
        Ended,
    };

    PollingSession(EventLoop &loop, const Endpoint &endpoint, int number, const QByteArray &roomId);

    void open();
    State state() const { return m_state; }
    const QByteArray &roomId() const { return m_roomId; }
    const OrderLedger &ledger() const { return m_ledger; }

private:
    void onAnswered(const HttpResponse &response);
    void onOpened(QByteArrayView payload);
    void onPayload(QByteArrayView payload);
    void onPacket(QByteArrayView text);
    void onConnected();
    void onJoined(QByteArrayView answer);
    /// Sends what there is to be said, and else asks for what there is to be heard.
    void goOn();

    const Endpoint &m_endpoint;
    const QByteArray m_roomId;
    const int m_number;
    const Dialect m_dialect { Protocol::EngineIo4 };
    HttpSession m_http;
    State m_state = State::Opening;
    bool m_isPosting = false; ///< the request under way brings nothing
    QByteArray m_target;
    QByteArrayList m_unsent;
    OrderLedger m_ledger;
    MessageReader m_reader;
};

} // namespace parlor::load
