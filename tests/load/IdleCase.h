// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Fleet.h"
#include "LoadCase.h"

namespace parlor::load {

/// Connections that join nothing and only stay open. Figures: memory for each, and what they cost while nothing
/// happens.
class IdleCase : public LoadCase, private SessionListener {
public:
    explicit IdleCase(const LoadOptions &options);
    tl::expected<QJsonObject, QString> run() override;

private:
    void onMessage(Session &, QByteArrayView) override { }

    const LoadOptions m_options;
    Fleet m_fleet;
};

} // namespace parlor::load
