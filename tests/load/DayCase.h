// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Absences.h"
#include "DayPlan.h"
#include "Fleet.h"
#include "LatencyHistogram.h"
#include "LoadCase.h"
#include "PollingSession.h"
#include "ServerProbe.h"

#include <memory>
#include <random>
#include <vector>

namespace parlor::load {

class RestClient;

/// Rooms of all sizes. The small ones talk once a second each, the others as fast as the server lets one member of
/// them; people leave and come back all the time, by turns with and without their connection; some, in a loud room of
/// their own, do not read until the server ends their connection; some come by polling. Figures: the ledgers, the
/// latency in small and in large rooms, and the server's memory.
class DayCase : public LoadCase, private SessionListener {
public:
    explicit DayCase(const LoadOptions &options);
    tl::expected<QJsonObject, QString> run() override;

private:
    /// What the case knows of a session, by its number.
    struct Part {
        bool isSmall = false;
        bool isTalker = false; ///< the one of its room that posts; it stays
        bool isSlow = false;
        int window = 1; ///< messages that a talker has in flight
    };

    void onMessage(Session &session, QByteArrayView json) override;
    void onSettled(Session &session) override;
    void onEnded(Session &session) override;

    tl::expected<void, QString> prepare();
    void addRoom(const DayPlan::Room &room);
    tl::expected<void, QString> addSlowReaders(RestClient &rest);
    void addPolling();
    void talk();
    /// Runs small rooms' messages, comings and goings, and looks at the memory.
    void runFor(double seconds);
    void sendSomebodyAway();
    void finish();
    qint64 countFailed() const;
    bool isPollingLevel() const;
    void putPolling(QJsonObject &figures) const;

    const LoadOptions m_options;
    const DayPlan m_plan;
    const ServerProbe m_server;
    Fleet m_fleet;
    std::vector<Part> m_parts;
    std::vector<Session *> m_smallTalkers;
    std::vector<Session *> m_largeTalkers;
    std::vector<std::unique_ptr<PollingSession>> m_polling;
    Absences m_absences;
    std::minstd_rand m_random { 1 }; // the same day each time
    MessageReader m_reader;
    LatencyHistogram m_smallLatency;
    LatencyHistogram m_largeLatency;
    bool m_isTalking = false;
    bool m_isCounting = false;
    quint64 m_sample = 0;
    qint64 m_deliveries = 0;
    qint64 m_slowEnds = 0;
    qint64 m_otherEnds = 0;
    qint64 m_peakBytes = 0;
};

} // namespace parlor::load
