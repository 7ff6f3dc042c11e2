// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomEvents.h"

#include <QObject>

namespace parlor {

/// The rooms thread's line to one worker: gathers what a turn has for it and sends it as one queued signal.
/// Lives on the rooms thread.
class RoomFeed : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void push(RoomEvent event);
    bool isEmpty() const { return m_events == nullptr; }
    /// Sends what was gathered, if anything.
    void flush();

Q_SIGNALS:
    void ready(parlor::RoomEvents events);

private:
    RoomEvents m_events;
};

} // namespace parlor
