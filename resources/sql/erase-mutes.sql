-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room. Does nothing where it is not closed.
DELETE FROM mutes WHERE room_key = ?1 AND EXISTS (SELECT 1 FROM rooms WHERE key = ?1 AND is_closed = 1);
