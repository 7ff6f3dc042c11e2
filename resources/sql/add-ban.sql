-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 username, 2 address, 3 room's id, 4 reason, 5 created by, 6 created at, 7 until
INSERT OR REPLACE INTO bans (username, address, room_id, reason, created_by, created_at, until)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING ban_id;
