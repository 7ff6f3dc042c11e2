-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
SELECT room_key, username, reason, created_by, mutes.created_at, until FROM mutes JOIN rooms ON room_key = key
WHERE is_closed = 0;
