-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
SELECT key, room_id, creator_username, created_at, last_activity_at, last_order, oldest_order
FROM rooms WHERE is_closed = 0 ORDER BY key;
