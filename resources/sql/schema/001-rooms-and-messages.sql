-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Times are milliseconds since 1970. Keys are those of RoomTypes.h; AUTOINCREMENT remembers the highest of them that was ever
-- used, so that none names a second room while rows of the first may be left.
CREATE TABLE rooms (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    room_id TEXT NOT NULL,
    creator_username TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_activity_at INTEGER NOT NULL,
    -- Of the newest message ever stored; 0 for none.
    last_order INTEGER NOT NULL DEFAULT 0,
    -- Nobody sees it any more; it goes when its messages are gone.
    is_closed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX rooms_open ON rooms (room_id) WHERE is_closed = 0;
CREATE INDEX rooms_closed ON rooms (is_closed) WHERE is_closed = 1;

-- A room's messages lie side by side, in their order: a page of history is one walk.
CREATE TABLE messages (
    room_key INTEGER NOT NULL,
    message_order INTEGER NOT NULL,
    stored_at INTEGER NOT NULL,
    -- Message::members: JSON without its braces.
    members BLOB NOT NULL,
    -- Both null where the sender gave no id. The time is that of the members, for the answer to a repeated post.
    client_message_id TEXT,
    created_at BLOB,
    PRIMARY KEY (room_key, message_order)
) WITHOUT ROWID, STRICT;

CREATE INDEX messages_by_client_id ON messages (room_key, client_message_id) WHERE client_message_id IS NOT NULL;
