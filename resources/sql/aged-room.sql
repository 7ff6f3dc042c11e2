-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 a time: a room with a message that was stored before it
SELECT key, oldest_order, last_order FROM rooms WHERE is_closed = 0 AND oldest_at < ?1 ORDER BY oldest_at LIMIT 1;
