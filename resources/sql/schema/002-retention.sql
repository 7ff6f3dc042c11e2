-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Only the oldest messages of a room ever go, so its history is the orders from oldest_order to last_order. What is older
-- may still be in the table: it is erased later, and nobody sees it.
ALTER TABLE rooms ADD COLUMN oldest_order INTEGER NOT NULL DEFAULT 1;

-- When the oldest message that is kept was stored, or earlier; null where none is.
ALTER TABLE rooms ADD COLUMN oldest_at INTEGER;
UPDATE rooms SET oldest_at = (SELECT stored_at FROM messages WHERE room_key = key AND message_order = 1);
CREATE INDEX rooms_by_age ON rooms (oldest_at) WHERE oldest_at IS NOT NULL;
