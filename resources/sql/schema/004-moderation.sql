-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- AUTOINCREMENT, because clients name bans and pages of the audit trail by these ids.
CREATE TABLE bans (
    ban_id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- One of the two is empty.
    username TEXT NOT NULL,
    address TEXT NOT NULL,
    -- Empty for every room. An id and no key: who is banned from a room is banned from the next one of that name.
    room_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- Null for ever.
    until INTEGER,
    UNIQUE (username, address, room_id)
) STRICT;

-- They go with their room.
CREATE TABLE mutes (
    room_key INTEGER NOT NULL,
    username TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (room_key, username)
) WITHOUT ROWID, STRICT;

-- What was done by an admin's right.
CREATE TABLE audit (
    audit_id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    address TEXT NOT NULL,
    action TEXT NOT NULL,
    -- JSON, an object
    target BLOB NOT NULL,
    outcome TEXT NOT NULL
) STRICT;

CREATE INDEX audit_by_age ON audit (at);
