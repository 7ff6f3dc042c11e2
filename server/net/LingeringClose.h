// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

class QTcpSocket;

namespace parlor {

/// Ends an HTTP connection so that the client can read the last answer (RFC 9112, 9.6): waits until what the socket has
/// to write is written, tells the client that this is all, then reads and ignores what still comes, for a second
/// and within bounds, and disconnects. Closing at once would reset the connection where the client had sent more
/// than was read, and a reset may overtake the answer.
///
/// A client that takes nothing for half a minute is cut off. disconnected() of the socket tells the end.
class LingeringClose : public QObject {
    Q_OBJECT

public:
    /// Becomes a child of \a socket, which nobody else is to read or write from now on.
    explicit LingeringClose(QTcpSocket *socket);

private:
    void onBytesWritten();
    void finishSending();
    void drain();

    QTcpSocket *const m_socket;
    QTimer m_deadline;
    qint64 m_drained = 0;
    bool m_finished = false; ///< the client has been told
};

} // namespace parlor
