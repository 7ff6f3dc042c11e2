-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 oldest order to keep, 3 when that was stored
UPDATE rooms SET oldest_order = ?2, oldest_at = ?3 WHERE key = ?1;
