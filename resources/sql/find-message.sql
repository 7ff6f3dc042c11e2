-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 client's id
SELECT message_order, created_at FROM messages
WHERE room_key = ?1 AND client_message_id = ?2 AND EXISTS (SELECT 1 FROM rooms WHERE key = ?1 AND is_closed = 0)
ORDER BY message_order DESC LIMIT 1;
