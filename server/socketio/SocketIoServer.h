// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json/JsonDepth.h"
#include "limits/LimitCounters.h"
#include "socketio/SocketIoNamespace.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QString>

namespace parlor {

class EngineIoServer;
class EngineIoSession;
class SocketIoConnection;

/// A Socket.IO server on an EngineIoServer: protocol revision 5, and revision 4 for clients that came by Engine.IO 3. Lives on
/// its worker's thread. docs/socketio-server.md shows how to use it.
class SocketIoServer : public QObject {
    Q_OBJECT

public:
    struct Settings {
        /// How long a client may take to join a namespace.
        int connectTimeoutMs = 45'000;
        /// How deep a payload may be nested, its array included.
        int maxJsonDepth = MaxJsonDepth;
        /// What the attachments of one packet may take together, in bytes.
        qint64 maxAttachmentBytes = 16 * 1024 * 1024;
        LimitCounters *counters = nullptr; ///< may be null
    };

    /// The main namespace is there from the beginning.
    SocketIoServer(EngineIoServer &engine, const Settings &settings, QObject *parent = nullptr);
    /// Ends without a word what is still connected.
    ~SocketIoServer() override;

    /// The namespace of that name, made where there was none. A missing slash at its beginning is added.
    SocketIoNamespace *of(const QString &name = QStringLiteral("/"));
    /// The namespace of that name, or nullptr.
    SocketIoNamespace *find(const QString &name) const;

    const Settings &settings() const { return m_settings; }

private:
    void serve(EngineIoSession *session);

    const Settings m_settings;
    QHash<QString, SocketIoNamespace *> m_namespaces;
    QSet<SocketIoConnection *> m_connections; ///< each is its session's
};

} // namespace parlor
