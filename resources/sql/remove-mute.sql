-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 username
DELETE FROM mutes WHERE room_key = ?1 AND username = ?2;
