// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace parlor {

struct RoomSettings {
    /// At most one presence event per room in this many milliseconds.
    int presenceIntervalMs = 100;
    /// A room with more participants gets presence/{roomId} with differences. Also the most departed ones it lists.
    int presenceListLimit = 256;
    /// How long one who left stays in the list as connected:false, in milliseconds.
    int departedForMs = 30'000;
    /// How many missed messages a join replays at the most.
    int replayLimit = 1000;
    /// How many bytes of them: a client that was given more at once would count as one that does not read.
    qint64 replayBytesLimit = 512 * 1024;
    /// How many bytes of messages are kept in memory for those who read what was posted last.
    qint64 historyCacheBytes = 16 * 1024 * 1024;
    /// Every connection hears every exchange (the original's behaviour).
    bool exchangesToEveryone = false;
    /// Posts that wait while the store is busy may hold this much; beyond it they are answered with
    /// Error::Kind::StorageUnavailable.
    qint64 maxWaitingPostBytes = 256 * 1024 * 1024;
    /// Posts of one account in a second; 0: no limit.
    int userPostsPerSecond = 0;
    /// Open rooms that somebody may have created; 0: no limit.
    qint64 roomsPerCreator = 0;
    /// Participants of one room; 0: no limit. Who is in already may always join again.
    qint64 participantsPerRoom = 0;
};

} // namespace parlor
