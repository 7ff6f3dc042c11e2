// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlor {

class RoomManager;

/// Gives the log a line for each room that is created or closed. To be called before \a rooms moves to its thread.
void logRooms(RoomManager &rooms);

} // namespace parlor
