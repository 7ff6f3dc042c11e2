// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace parlor {

/// Turns the system's requests into signals on the thread that made this object: to stop (SIGTERM, SIGINT; on Windows Ctrl+C
/// and closing) and to read its settings again (SIGHUP). One per process.
class SignalHandler : public QObject {
    Q_OBJECT

public:
    /// SIGHUP stops where it says that the terminal is gone in which the process was started, unless it was ignored before (nohup).
    explicit SignalHandler(QObject *parent = nullptr);
    ~SignalHandler() override;

Q_SIGNALS:
    /// Once: a second request ends the process at once, with exit code 1.
    void stopRequested();
    /// Never on Windows, which has no such request.
    void reloadRequested();
};

} // namespace parlor
