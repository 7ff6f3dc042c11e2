// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Fleet.h"
#include "LatencyHistogram.h"
#include "LoadCase.h"

#include <vector>

namespace parlor::load {

/// Publishers post and wait for the answer, which says that the message is stored. Figures: `posts`, which are stored,
/// and the time to the answer.
class PostsCase : public LoadCase, private SessionListener {
public:
    explicit PostsCase(const LoadOptions &options);
    tl::expected<QJsonObject, QString> run() override;

private:
    void onMessage(Session &, QByteArrayView) override { }
    void onPosted(Session &session, quint32 id, bool isStored) override;

    tl::expected<void, QString> prepare();
    void post(Session &session);
    void runFor(double seconds);

    const LoadOptions m_options;
    Fleet m_fleet;
    LatencyHistogram m_latency;
    std::vector<std::vector<qint64>> m_sentNs; ///< by the session's number, then by the id modulo the window
    bool m_isPosting = true;
    bool m_isCounting = false;
    qint64 m_posted = 0;
    qint64 m_stored = 0;
    qint64 m_counted = 0;
    qint64 m_refused = 0;
};

} // namespace parlor::load
