-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
SELECT room_key, socket_id, username, joined_at, extras FROM participants JOIN rooms ON room_key = key
WHERE is_closed = 0 ORDER BY room_key, joined_at;
