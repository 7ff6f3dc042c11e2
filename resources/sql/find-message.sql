-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 client's id. Left to itself, SQLite walks the room's messages by their order.
SELECT message_order, messages.created_at FROM rooms JOIN messages INDEXED BY messages_by_client_id ON room_key = key
WHERE key = ?1 AND is_closed = 0 AND client_message_id = ?2 AND message_order >= oldest_order
ORDER BY message_order DESC LIMIT 1;
