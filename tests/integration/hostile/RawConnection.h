// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtGlobal>

/// A TCP connection to the server without anything in between: blocking, and as rude as a test wants it. May be moved.
class RawConnection {
public:
    /// Connects from 127.0.0.\a source, so that many connections do not run out of ports.
    explicit RawConnection(quint16 port, int source = 1);
    RawConnection(RawConnection &&other) noexcept;
    RawConnection &operator=(RawConnection &&other) noexcept;
    ~RawConnection();

    bool isOpen() const { return m_descriptor != -1; }
    int descriptor() const { return m_descriptor; }

    /// Sends all of it, unless the server has closed the connection or takes nothing for five seconds.
    bool send(const QByteArray &bytes);
    /// What comes next. Null where the server closes, or where nothing comes in that time.
    QByteArray receive(int timeoutMs = 20'000);
    /// All that comes until the server closes; null where it does not, in that time.
    QByteArray receiveAll(int timeoutMs = 20'000);
    /// True once the server has closed it and all that it had sent was received. Does not wait.
    bool hasEnded() const;

    void close();
    /// Ends it by a reset.
    void reset();

private:
    enum class Read : quint8 { Some, Nothing, End };
    Read read(QByteArray &into, int timeoutMs);

    int m_descriptor = -1;
};

/// Waits until one of \a descriptors has something to read or has ended, at most so long.
void awaitAny(const QList<int> &descriptors, int timeoutMs);
