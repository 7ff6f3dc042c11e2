// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/LiveEvent.h"
#include "api/ServerAddress.h"

#include <QByteArray>
#include <QObject>

namespace parlor::admin {

/// One connection to `/ws` at a time. Same thread only; every signal comes from the event loop, never from within a
/// call.
class LiveLink : public QObject {
    Q_OBJECT

public:
    enum class Ending {
        Lost, ///< it broke, or never came about
        Unauthorized, ///< the server refused it, or ended it, for want of a token: 401
        Forbidden, ///< the server refused it: 403
        NotParlor, ///< the server knows no such thing
    };

    using QObject::QObject;

    /// opened() or ended() follows. Only while there is no connection.
    virtual void open(const ServerAddress &address) = 0;
    /// Without ended().
    virtual void close() = 0;
    virtual void send(const QByteArray &frame) = 0;

Q_SIGNALS:
    void opened();
    /// \a problem is a sentence.
    void ended(parlor::admin::LiveLink::Ending ending, const QString &problem);
    /// What came since the last time, in order; at most once a frame of the screen.
    void received(const QList<parlor::admin::LiveEvent> &events);
};

} // namespace parlor::admin
