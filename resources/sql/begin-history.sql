-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 when its oldest message was stored. Apart from advance-room, because only this touches an index.
UPDATE rooms SET oldest_at = ?2 WHERE key = ?1;
