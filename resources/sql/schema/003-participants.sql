-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who is in which room, to be shown as departed after the next start.
CREATE TABLE participants (
    room_key INTEGER NOT NULL,
    socket_id TEXT NOT NULL,
    username TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    -- JSON, an object
    extras BLOB NOT NULL,
    -- Counts the starts of the server: connections do not outlive it.
    run INTEGER NOT NULL,
    PRIMARY KEY (room_key, socket_id)
) WITHOUT ROWID, STRICT;
