// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/MemoryTidier.h"

#include "app/FreeMemory.h"

namespace parlor {

namespace {

constexpr int IntervalMs = 5000;
/// The next look after one that was of no use.
constexpr int PauseMs = 60'000;
/// Beside what the program itself takes, some 20 MB, this is what many clients have left.
constexpr qint64 MuchBytes = 48 * 1024 * 1024;

} // namespace

MemoryTidier::MemoryTidier(QObject *parent) :
    QObject(parent)
{
    connect(&m_timer, &QTimer::timeout, this, &MemoryTidier::look);
}

void MemoryTidier::start()
{
    m_timer.start(IntervalMs);
}

void MemoryTidier::look()
{
    if (freeMemoryKept() < MuchBytes) {
        m_timer.setInterval(IntervalMs);
        return;
    }
    giveFreeMemoryBack();
    // Free bytes here and there within pages that are in use stay.
    m_timer.setInterval(freeMemoryKept() < MuchBytes ? IntervalMs : PauseMs);
}

} // namespace parlor
