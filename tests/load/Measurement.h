// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "LatencyHistogram.h"
#include "ServerProbe.h"

#include <QJsonObject>

namespace parlor::load {

class Fleet;

/// A stretch of time and what it cost. Begins when it is made.
class Measurement {
public:
    explicit Measurement(const ServerProbe &server);
    void finish();

    double seconds() const { return m_seconds; }
    double serverCpuSeconds() const { return m_serverCpu; }
    /// Puts `<name>PerSecond`, and where the server's process is known `<name>PerCpuSecond`.
    void putRates(QJsonObject &figures, const QString &name, double count) const;
    /// Puts how long it was, and how many cores the server and this program kept busy.
    void putCosts(QJsonObject &figures) const;

private:
    const ServerProbe &m_server;
    double m_seconds;
    double m_serverCpu;
    double m_ownCpu;
};

/// Puts `p50Ms`, `p99Ms`, `p999Ms` and `maxMs`; \a prefix comes before them.
void putLatency(QJsonObject &figures, const LatencyHistogram &latency, const QString &prefix = {});

/// Puts what the ledgers of all sessions say: `heard`, `gaps`, `duplicates`, `outOfOrder`, `excused`; `unheard`, what
/// others in the same room have heard and a session not; and `failed`, how many sessions the server has ended or
/// refused.
void putLedgers(QJsonObject &figures, const Fleet &fleet);

/// True when all who have joined a room have heard all that any of them has.
bool isLevel(const Fleet &fleet);

} // namespace parlor::load
