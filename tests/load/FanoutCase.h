// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Fleet.h"
#include "LatencyHistogram.h"
#include "LoadCase.h"
#include "Session.h"

namespace parlor::load {

/// Members of rooms hear what their publishers post: as fast as the server goes, each publisher with a window of
/// messages in flight, or at a fixed rate. Figures: `deliveries`, latency from the post to each member, and the
/// ledgers.
class FanoutCase : public LoadCase, private SessionListener {
public:
    explicit FanoutCase(const LoadOptions &options);
    tl::expected<QJsonObject, QString> run() override;

private:
    void onMessage(Session &session, QByteArrayView json) override;

    tl::expected<void, QString> prepare();
    QByteArray roomName(int room) const;
    bool isPublisher(const Session &session) const { return session.number() < m_publishers; }
    void startPosting();
    void post(Session &session, qint64 stampNs);
    void runFor(double seconds);
    void runAtRate(qint64 deadlineNs);
    /// Until all that was posted is heard by all, with patience.
    void drain();

    const LoadOptions m_options;
    const int m_publishers;
    Fleet m_fleet;
    LatencyHistogram m_latency;
    MessageReader m_reader;
    bool m_isPosting = false;
    bool m_isCounting = false;
    quint64 m_sample = 0;
    qint64 m_deliveries = 0;
    qint64 m_posted = 0;
    qint64 m_heardOwn = 0;
    qint64 m_nextRateNs = 0;
};

} // namespace parlor::load
