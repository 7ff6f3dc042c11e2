// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "LoadCase.h"

#include "DayCase.h"
#include "FanoutCase.h"
#include "HistoryCase.h"
#include "IdleCase.h"
#include "JoinCase.h"
#include "PostsCase.h"

namespace parlor::load {

std::unique_ptr<LoadCase> LoadCase::create(const LoadOptions &options)
{
    if (options.caseName == QLatin1StringView("fanout"))
        return std::make_unique<FanoutCase>(options);
    if (options.caseName == QLatin1StringView("idle"))
        return std::make_unique<IdleCase>(options);
    if (options.caseName == QLatin1StringView("join"))
        return std::make_unique<JoinCase>(options);
    if (options.caseName == QLatin1StringView("posts"))
        return std::make_unique<PostsCase>(options);
    if (options.caseName == QLatin1StringView("history"))
        return std::make_unique<HistoryCase>(options);
    if (options.caseName == QLatin1StringView("day"))
        return std::make_unique<DayCase>(options);
    return nullptr;
}

} // namespace parlor::load
