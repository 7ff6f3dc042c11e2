// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/LineModel.h"

#include <QObject>

namespace parlor::admin {

/// Lines that flow into a model, and can be held back while somebody reads.
class LineStream : public QObject {
    Q_OBJECT

public:
    explicit LineStream(QObject *parent = nullptr);

    LineModel &lines() { return m_lines; }

    /// What is new. While the stream is paused it is held; at most as much as a model keeps.
    void append(const QList<Line> &lines);
    /// What is older than all there is.
    void prepend(const QList<Line> &lines);
    /// Begins anew with these.
    void restart(const QList<Line> &lines);

    void setPaused(bool paused);
    bool isPaused() const { return m_isPaused; }
    /// How many came since it was paused.
    qint64 newCount() const { return m_newCount; }

Q_SIGNALS:
    void pausedChanged(bool paused);
    void newCountChanged();
    /// Going on, the stream cannot join what it shows and what it held: somebody is to restart() it with the newest.
    void tailWanted();

private:
    LineModel m_lines;
    QList<Line> m_held;
    bool m_isPaused = false;
    bool m_isTorn = false; ///< something between what is shown and what is held was let go
    qint64 m_newCount = 0;
};

} // namespace parlor::admin
