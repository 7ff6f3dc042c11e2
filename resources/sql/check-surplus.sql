-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rooms that have messages behind their last order.
SELECT room_id, last_order, max(message_order) FROM rooms JOIN messages ON room_key = key AND message_order > last_order
GROUP BY key;
