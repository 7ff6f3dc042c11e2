// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/LiveLink.h"
#include "api/RestClient.h"

#include <QObject>
#include <QPointer>

namespace parlor::admin {

/// Tries whether an address leads to a Parlor server that lets us in: first REST, then the live feed. One attempt at a
/// time.
class ConnectionTest : public QObject {
    Q_OBJECT

public:
    /// Both must outlive the test, and are its own while it runs.
    ConnectionTest(RestTransport &transport, LiveLink &link, QObject *parent = nullptr);

    /// finished() follows, unless cancel() comes first. \a transport knows the address already.
    void start(const ServerAddress &address);
    void cancel();
    bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    /// \a verdict is a sentence either way.
    void finished(bool isGood, const QString &verdict);

private:
    void finish(bool isGood, const QString &verdict);

    RestClient m_rest;
    LiveLink &m_link;
    QPointer<RestCall> m_call;
    ServerAddress m_address;
    ServerStats m_stats;
    bool m_isRunning = false;
};

} // namespace parlor::admin
