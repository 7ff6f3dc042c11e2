// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "LoadOptions.h"

#include <QJsonObject>

#include <tl/expected.hpp>

#include <memory>

namespace parlor::load {

/// One way to load a server.
class LoadCase {
public:
    virtual ~LoadCase() = default;
    /// Prepares, loads and measures; the figures, or why there are none.
    virtual tl::expected<QJsonObject, QString> run() = 0;

    /// The case that \a options name; nullptr where there is none of that name.
    static std::unique_ptr<LoadCase> create(const LoadOptions &options);
};

} // namespace parlor::load
