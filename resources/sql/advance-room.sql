-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 newest order, 3 when its newest message was stored, 4 oldest order to keep
UPDATE rooms SET last_order = ?2, last_activity_at = max(last_activity_at, ?3), oldest_order = max(oldest_order, ?4)
WHERE key = ?1;
