-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is kept of an open room.
SELECT last_order, oldest_order FROM rooms WHERE key = ?1 AND is_closed = 0;
