-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 first order
SELECT message_order, stored_at FROM messages
WHERE room_key = ?1 AND message_order >= ?2 ORDER BY message_order LIMIT 256;
