// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

#include <functional>
#include <memory>

namespace parlor {

class SocketIoSocket;

/// The question whether a client may join a namespace, as a middleware gets it. May be copied, kept, and answered later, on
/// the same thread; the first answer counts, and none does once the client has gone. Where the last copy is dropped
/// without an answer, the client is refused.
class SocketIoAdmission {
public:
    /// What was answered: nothing where the client may go on.
    struct Refusal {
        QString message;
        QJsonValue data;
    };
    using Answered = std::function<void(const Refusal *refusal)>;

    explicit SocketIoAdmission(Answered answered);

    /// On to the next middleware, and after the last one into the namespace.
    void admit() const;
    /// The client gets a `connect_error` with \a message and, where it is not undefined, \a data. Clients of version 1 and 2 get
    /// `error` with the data alone, or else with the message.
    void refuse(const QString &message, const QJsonValue &data = QJsonValue(QJsonValue::Undefined)) const;

private:
    class Question;
    std::shared_ptr<Question> m_question;
};

/// Decides who may join a namespace, from SocketIoSocket::auth() and handshake() for example. \a socket is not connected
/// yet; it may join rooms, and is deleted where it is refused.
using SocketIoMiddleware = std::function<void(SocketIoSocket &socket, const SocketIoAdmission &admission)>;

} // namespace parlor
