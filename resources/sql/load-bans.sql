-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
SELECT ban_id, username, address, room_id, reason, created_by, created_at, until FROM bans ORDER BY ban_id;
