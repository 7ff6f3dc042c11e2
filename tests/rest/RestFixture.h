// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Listener.h"
#include "net/TurnWriter.h"
#include "rest/RestServer.h"
#include "rooms/RoomLink.h"
#include "rooms/RoomManager.h"
#include "security/Authenticator.h"
#include "storage/MemoryRoomStore.h"
#include "support/FailingRoomStore.h"

#include <QTcpServer>

#include <memory>

/// A REST server behind a listener, as in production, with rooms of its own; all on the test's thread.
class RestFixture {
public:
    explicit RestFixture(const parlor::OriginPolicy &origins = parlor::OriginPolicy(),
                         const std::shared_ptr<const parlor::Credentials> &credentials = {});
    ~RestFixture();

    quint16 port() const { return m_acceptor.serverPort(); }
    parlor::RoomLink &rooms() { return m_link; }
    parlor::RouteTable &routes() { return m_rest->routes(); }
    parlor::FailingRoomStore &store() { return m_store; }

    void createRoom(const QString &roomId, const QString &creatorUsername);
    /// Posts `message <n>` with `n` from 1 to \a count, by \a username, as of 2026-01-01.
    void postMessages(const QString &roomId, const QString &username, int count);
    void join(const QString &roomId, const QString &username, const QString &socketId,
              const QJsonObject &extras = {});

    void destroyServer() { m_rest.reset(); }

private:
    class Acceptor : public QTcpServer {
    public:
        parlor::Listener *listener = nullptr;

    protected:
        void incomingConnection(qintptr descriptor) override { listener->admit(descriptor); }
    };

    parlor::MemoryRoomStore m_memory;
    parlor::FailingRoomStore m_store;
    parlor::RoomManager m_manager;
    parlor::RoomLink m_link;
    parlor::TurnWriter m_writer;
    const parlor::Authenticator m_authenticator;
    Acceptor m_acceptor;
    std::unique_ptr<parlor::RestServer> m_rest;
    quint64 m_lastMember = 0;
};
