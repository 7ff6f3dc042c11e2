-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 first, 3 last order
SELECT message_order, members FROM messages
WHERE room_key = ?1 AND message_order BETWEEN ?2 AND ?3 ORDER BY message_order DESC;
