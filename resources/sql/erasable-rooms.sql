-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rooms that may have messages that are no part of a history any more.
SELECT key FROM rooms WHERE is_closed = 1 OR oldest_order > 1;
