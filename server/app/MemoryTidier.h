// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace parlor {

/// After a rush of clients has gone, gives back to the system what they took, which the allocator would keep. Looks every few seconds
/// whether there is much of it. Main thread.
class MemoryTidier : public QObject {
    Q_OBJECT

public:
    explicit MemoryTidier(QObject *parent = nullptr);

    void start();

private:
    void look();

    QTimer m_timer;
};

} // namespace parlor
