-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 socket, 3 username, 4 joined at, 5 extras, 6 run. Does nothing where the room is closed.
INSERT OR REPLACE INTO participants (room_key, socket_id, username, joined_at, extras, run)
SELECT key, ?2, ?3, ?4, ?5, ?6 FROM rooms WHERE key = ?1 AND is_closed = 0;
