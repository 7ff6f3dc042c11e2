-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rooms whose history is not all there.
SELECT room_id, oldest_order, last_order, count(message_order)
FROM rooms LEFT JOIN messages ON room_key = key AND message_order BETWEEN oldest_order AND last_order
WHERE is_closed = 0 GROUP BY key HAVING count(message_order) <> last_order - oldest_order + 1;
