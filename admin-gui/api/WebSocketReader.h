// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/LiveLink.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>

#include <memory>

class QWebSocket;

namespace parlor::admin {

/// The half of WebSocketLink that lives on the link's thread: a QWebSocket, and what came and was not taken yet.
class WebSocketReader : public QObject {
    Q_OBJECT

public:
    WebSocketReader();
    ~WebSocketReader() override;

    void open(const ServerAddress &address, quint64 generation);
    void close();
    void send(const QByteArray &frame);
    /// The last batch was taken: there may be another one.
    void taken();

Q_SIGNALS:
    void opened(quint64 generation);
    void ended(quint64 generation, parlor::admin::LiveLink::Ending ending, const QString &problem);
    void received(quint64 generation, const QList<parlor::admin::LiveEvent> &events);

private:
    void read(const QByteArray &text);
    void handOver();
    void checkLife();
    void fail(LiveLink::Ending ending, const QString &problem);
    void explainFailure();

    std::unique_ptr<QWebSocket> m_socket;
    quint64 m_generation = 0;
    QList<LiveEvent> m_events;
    bool m_isAwaited = true; ///< the last batch was taken
    QTimer m_frame; ///< when the next batch is due
    QTimer m_life;
    QElapsedTimer m_heard; ///< since something came from the server
};

} // namespace parlor::admin
