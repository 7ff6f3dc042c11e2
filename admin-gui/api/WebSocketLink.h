// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/LiveLink.h"

#include <QThread>

namespace parlor::admin {

class WebSocketReader;

/// A LiveLink over a QWebSocket. That lives on a thread of its own, where frames are decoded and gathered, so that no
/// burst of them holds the user interface up. A batch is handed over only when the one before was taken.
class WebSocketLink final : public LiveLink {
    Q_OBJECT

public:
    explicit WebSocketLink(QObject *parent = nullptr);
    ~WebSocketLink() override;

    void open(const ServerAddress &address) override;
    void close() override;
    void send(const QByteArray &frame) override;

private:
    QThread m_thread;
    WebSocketReader *m_reader;
    /// Which opening it is: signals of an earlier one may still be on their way.
    quint64 m_generation = 0;
};

} // namespace parlor::admin
