// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace parlor {

/// Turns the system's request to stop (SIGTERM, SIGINT; on Windows Ctrl+C and closing) into a signal on the thread that made
/// this object. One per process.
class SignalHandler : public QObject {
    Q_OBJECT

public:
    explicit SignalHandler(QObject *parent = nullptr);
    ~SignalHandler() override;

Q_SIGNALS:
    void stopRequested();
};

} // namespace parlor
