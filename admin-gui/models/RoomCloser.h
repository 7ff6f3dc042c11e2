// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/RestClient.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

namespace parlor::admin {

/// Closes rooms, a few at a time.
class RoomCloser : public QObject {
    Q_OBJECT

public:
    /// \a rest must outlive this.
    RoomCloser(RestClient &rest, const QStringList &roomIds, QObject *parent = nullptr);

    void start();
    /// Rooms that were not begun stay open; finished() follows.
    void cancel();

Q_SIGNALS:
    void closed(const QString &roomId);
    void progressed(qint64 done, qint64 total);
    /// \a failure is empty where every room that was begun is closed; a room that was gone already counts as closed.
    void finished(const QString &failure);

private:
    void next();

    RestClient &m_rest;
    QStringList m_waiting;
    const qint64 m_total;
    qint64 m_done = 0;
    int m_running = 0;
    int m_failed = 0;
    QString m_failure;
    bool m_isCancelled = false;
};

} // namespace parlor::admin
