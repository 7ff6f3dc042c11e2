// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <cstdint>

/// What libFuzzer calls, or Replay.cpp. Always returns 0.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

/// Ends the program where \a holds is false: the input is a finding.
inline void require(bool holds, const char *promise)
{
    if (!holds)
        qFatal("Broken: %s", promise);
}
