-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room. Those that are no part of a history any more.
SELECT message_order, length(members) FROM messages
WHERE room_key = ?1
    AND message_order < (SELECT iif(is_closed, 9223372036854775807, oldest_order) FROM rooms WHERE key = ?1)
ORDER BY message_order LIMIT 256;
