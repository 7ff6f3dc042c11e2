-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A database of version 4, as the sqlite3 shell dumps it; otherwise like version-1.sql.
PRAGMA application_id = 1348563564;
PRAGMA user_version = 4;
BEGIN TRANSACTION;
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
, oldest_order INTEGER NOT NULL DEFAULT 1, oldest_at INTEGER) STRICT;
INSERT INTO rooms VALUES(1,'tea','Peter',1795600527358,1795600527419,3,0,1,1795600527395);
INSERT INTO rooms VALUES(2,'100 % späti','Peter',1795600527373,1795600527373,0,0,1,NULL);
INSERT INTO rooms VALUES(3,'gone','Peter',1795600527383,1795600527424,1,1,1,1795600527424);
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
INSERT INTO messages VALUES(1,1,1795600527395,X'22757365726e616d65223a22416e6e222c22636f6e74656e74223a226375702031222c22637265617465644174223a22323032362d30312d30315430303a30303a30312e3030305a222c22636c69656e744d6573736167654964223a2269642d3122','id-1',X'323032362d30312d30315430303a30303a30312e3030305a');
INSERT INTO messages VALUES(1,2,1795600527407,X'22757365726e616d65223a22416e6e222c22636f6e74656e74223a226375702032222c22637265617465644174223a22323032362d30312d30315430303a30303a30322e3030305a222c22636c69656e744d6573736167654964223a2269642d3222','id-2',X'323032362d30312d30315430303a30303a30322e3030305a');
INSERT INTO messages VALUES(1,3,1795600527419,X'22757365726e616d65223a22416e6e222c22636f6e74656e74223a226375702033222c22637265617465644174223a22323032362d30312d30315430303a30303a30332e3030305a222c22636c69656e744d6573736167654964223a2269642d3322','id-3',X'323032362d30312d30315430303a30303a30332e3030305a');
INSERT INTO messages VALUES(3,1,1795600527424,X'22757365726e616d65223a22416e6e222c22636f6e74656e74223a22627965222c22637265617465644174223a22323032362d31312d32355430393a35353a32372e3432345a22',NULL,NULL);
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
INSERT INTO participants VALUES(1,'s1','Ann',1795600527000,X'7b7d',1);
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
INSERT INTO bans VALUES(2,'','192.0.2.7','tea','noise','admin',1795600527001,4102444800000);
CREATE TABLE mutes (
    room_key INTEGER NOT NULL,
    username TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (room_key, username)
) WITHOUT ROWID, STRICT;
INSERT INTO mutes VALUES(1,'Ann','noise','admin',1795600527002,NULL);
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
INSERT INTO audit VALUES(1,1795600527002,'admin','127.0.0.1','mute.add',X'7b22726f6f6d4964223a22746561222c22757365726e616d65223a22416e6e227d','ok');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('rooms',3);
INSERT INTO sqlite_sequence VALUES('bans',2);
INSERT INTO sqlite_sequence VALUES('audit',1);
CREATE UNIQUE INDEX rooms_open ON rooms (room_id) WHERE is_closed = 0;
CREATE INDEX rooms_closed ON rooms (is_closed) WHERE is_closed = 1;
CREATE INDEX messages_by_client_id ON messages (room_key, client_message_id) WHERE client_message_id IS NOT NULL;
CREATE INDEX rooms_by_age ON rooms (oldest_at) WHERE oldest_at IS NOT NULL;
CREATE INDEX audit_by_age ON audit (at);
COMMIT;
