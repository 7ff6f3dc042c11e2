// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace parlor {

/// Names one life of a room: a room that is closed and created again has a new key. Never 0, never used twice.
using RoomKey = quint64;

/// Names one connection of one worker, for as long as the server runs. The upper 16 bits are the worker's index.
using MemberId = quint64;

inline constexpr MemberId makeMemberId(quint16 worker, quint64 serial)
{
    return (quint64(worker) << 48) | (serial & 0xffff'ffff'ffffULL);
}

inline constexpr quint16 workerOf(MemberId member)
{
    return quint16(member >> 48);
}

} // namespace parlor
