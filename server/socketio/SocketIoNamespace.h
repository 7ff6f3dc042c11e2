// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/SocketIoSocket.h"

#include <QObject>
#include <QString>

namespace parlor {

/// A communication channel of a SocketIoServer that clients join by its name.
class SocketIoNamespace : public QObject {
    Q_OBJECT

public:
    SocketIoNamespace(const QString &name, QObject *parent);
    ~SocketIoNamespace() override;

    const QString &name() const { return m_name; }

Q_SIGNALS:
    /// A client has joined. Connect to the socket's signals here: nothing that it sends is lost.
    void connected(parlor::SocketIoSocket *socket);

private:
    const QString m_name;
};

} // namespace parlor
