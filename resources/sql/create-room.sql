-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 key, 2 id, 3 creator, 4 created at, 5 last activity at. Does nothing where key or id are taken.
INSERT OR IGNORE INTO rooms (key, room_id, creator_username, created_at, last_activity_at) VALUES (?1, ?2, ?3, ?4, ?5);
