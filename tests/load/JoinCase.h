// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Fleet.h"
#include "LoadCase.h"

namespace parlor::load {

class ServerProbe;

/// Participants who are connected come into one room, all at once: first a quarter of them, then half of them and then
/// all, each time into a new room. Figures: time on the CPU for each participant, until all have their answer and until each
/// has heard of each, which are quadratically many bytes. `answerGrowth` and `growth` are how much more of it one of all costs than one
/// of a quarter, so 1 is linear and 4 quadratic.
class JoinCase : public LoadCase, private SessionListener {
public:
    explicit JoinCase(const LoadOptions &options);
    tl::expected<QJsonObject, QString> run() override;

private:
    void onMessage(Session &, QByteArrayView) override { }
    void onSettled(Session &session) override;

    /// The first \a count sessions join \a roomId, and leave it again; the figures of joining.
    tl::expected<QJsonObject, QString> measure(int count, const QByteArray &roomId, const ServerProbe &server);

    const LoadOptions m_options;
    Fleet m_fleet;
    int m_settled = 0;
};

} // namespace parlor::load
