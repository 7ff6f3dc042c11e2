-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 order, 3 stored at, 4 members, 5 client's id, 6 created at
INSERT INTO messages (room_key, message_order, stored_at, members, client_message_id, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);
