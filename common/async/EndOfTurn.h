// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

namespace parlor {

/// Runs an action once at the end of the event-loop turn in which schedule() was called: after every event that
/// was queued by then. What gathers work during a turn and hands it on as one batch is built on this.
///
/// The event has normal priority on purpose: a lower one could be starved for ever by a flood from other threads.
class EndOfTurn : public QObject {
    Q_OBJECT

public:
    explicit EndOfTurn(std::function<void()> action, QObject *parent = nullptr);

    /// Same thread only. Cheap where the action is scheduled already.
    void schedule();
    bool isScheduled() const { return m_scheduled; }

protected:
    bool event(QEvent *event) override;

private:
    const std::function<void()> m_action;
    bool m_scheduled = false;
};

} // namespace parlor
