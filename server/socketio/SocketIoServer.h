// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/SocketIoNamespace.h"

#include <QHash>
#include <QObject>
#include <QString>

namespace parlor {

class EngineIoServer;

/// A Socket.IO server, protocol revision 5, on an EngineIoServer. Lives on its worker's thread.
class SocketIoServer : public QObject {
    Q_OBJECT

public:
    struct Settings {
        int connectTimeoutMs = 45'000;
    };

    SocketIoServer(EngineIoServer &engine, const Settings &settings, QObject *parent = nullptr);
    ~SocketIoServer() override;

    /// The namespace of that name, made where there was none. A missing slash at its beginning is added.
    SocketIoNamespace *of(const QString &name = QStringLiteral("/"));
    /// The namespace of that name, or nullptr.
    SocketIoNamespace *find(const QString &name) const;

private:
    QHash<QString, SocketIoNamespace *> m_namespaces;
};

} // namespace parlor
