// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/ChatTestClient.h"

#include <QHash>

/// Posts to a room as soon as its last post is answered, and keeps account of what was acknowledged and what it heard.
class Publisher : public QObject {
public:
    Publisher(quint16 port, const QString &roomId, const QString &username);

    bool hasJoined() const { return m_hasJoined; }
    /// Posts until stop() is called, its server is gone, or a post is refused.
    void start() { post(); }
    void stop() { m_isTalking = false; }
    bool isWaiting() const { return m_isWaiting; }
    bool isDisconnected() { return m_client.webSocket().isDisconnected(); }

    /// Texts by order.
    const QHash<qint64, QString> &acked() const { return m_acked; }
    const QHash<qint64, QString> &heard() const { return m_heard; }
    /// The code of the last refusal; empty where there was none.
    const QString &refusal() const { return m_refusal; }

private:
    void join();
    void post();

    ChatTestClient m_client;
    const QString m_roomId;
    const QString m_username;
    bool m_hasJoined = false;
    bool m_isTalking = true;
    bool m_isWaiting = false;
    qint64 m_posted = 0;
    QString m_refusal;
    QHash<qint64, QString> m_acked;
    QHash<qint64, QString> m_heard;
};
