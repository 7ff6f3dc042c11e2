-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Messages of no room, not even of a closed one.
SELECT room_key, count(*) FROM messages WHERE room_key NOT IN (SELECT key FROM rooms) GROUP BY room_key;
