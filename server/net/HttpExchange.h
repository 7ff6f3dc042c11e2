// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpRequestHead.h"
#include "net/HttpResponse.h"

#include <QByteArray>
#include <QHostAddress>
#include <QObject>

#include <functional>

namespace parlor {

/// One HTTP request and the way back of its answer, which may be given at any time. Belongs to whom it was handed to, and lives
/// on that one's thread. One that is dropped without an answer answers 500.
class HttpExchange : public QObject {
    Q_OBJECT

public:
    using Sink = std::function<void(const HttpResponse &)>;

    /// \a head was validated. \a sink takes the answer, once, and is not called after abandon().
    HttpExchange(const HttpRequestHead &head, const QHostAddress &peerAddress, Sink sink);
    ~HttpExchange() override;

    const HttpRequestHead &head() const { return m_head; }
    const QHostAddress &peerAddress() const { return m_peerAddress; }
    /// Empty until the request is complete.
    const QByteArray &body() const { return m_body; }
    /// False while the body is still on its way; completed() or abandoned() follows then.
    bool isComplete() const { return m_isComplete; }
    /// True while the client waits for its answer.
    bool isOpen() const { return m_isOpen; }

    /// Header lines, each ending in CRLF, that the answer carries whatever it is.
    void addFields(const QByteArray &fields) { m_fields += fields; }
    /// Answers; does nothing where the exchange is no longer open. An answer to a request that is not complete waits until
    /// it is.
    void answer(const HttpResponse &response);

    /// For whom it came from: the request has arrived whole.
    void complete(const QByteArray &body);
    /// For whom it came from: the client has left, or its request broke off. Nobody hears an answer any more.
    void abandon();

Q_SIGNALS:
    void completed();
    void abandoned();

private:
    const HttpRequestHead m_head;
    const QHostAddress m_peerAddress;
    QByteArray m_body;
    QByteArray m_fields;
    Sink m_sink;
    bool m_isComplete = false;
    bool m_isOpen = true;
};

} // namespace parlor
