-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 username, 3 reason, 4 created by, 5 created at, 6 until. Does nothing where the room is closed.
INSERT OR REPLACE INTO mutes (room_key, username, reason, created_by, created_at, until)
SELECT key, ?2, ?3, ?4, ?5, ?6 FROM rooms WHERE key = ?1 AND is_closed = 0;
