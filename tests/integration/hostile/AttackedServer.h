// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostile/ChattingPair.h"
#include "support/ServerProcess.h"

#include <QStringList>

/// A server that is attacked, and what it has to keep doing meanwhile: a pair chats through each attack, and when that is over, no
/// descriptor and no memory is left in use.
///
/// PARLOR_TEST_HOSTILE_FULL=1 makes attacks as large as they are meant to be. PARLOR_TEST_MEASURE=1 makes it a fault that one message
/// of a hundred takes the pair longer than 100 ms, which depends on what else the machine does.
class AttackedServer {
public:
    /// With the limits that it has for clients from elsewhere, but those on what all clients of one address do together: here all
    /// come from this machine.
    bool start(const QStringList &options = {});
    int stop() { return m_server.stop(); }
    quint16 port() const { return m_server.port(); }
    bool createRoom(const QByteArray &roomId) const { return m_server.createRoom(roomId); }

    /// \a full, or \a brief where the attack is not to take long.
    static int scale(int brief, int full);

    /// The pair begins to chat; what the server uses now is what it may use in the end.
    void beginAttack();
    /// The pair has said that much more since the call.
    bool pairGoesOn(int messages = 20);
    /// Whether what the server uses of memory has not grown by more than that, and what the allocator may keep.
    bool hasGrownAtMost(qint64 kb) const;
    /// What was wrong: with the pair, or with what the server still uses after a while; empty where all is well. Prints the figures.
    /// \a keptKb is what it is to keep in memory, for rooms that there are now, for example.
    QString endAttack(const char *name, qint64 keptKb = 0);

private:
    qint64 descriptors() const;
    qint64 residentKb() const;

    ServerProcess m_server;
    ChattingPair m_pair;
    int m_attacks = 0;
    qint64 m_descriptorsBefore = 0;
    qint64 m_residentKbBefore = 0;
};
