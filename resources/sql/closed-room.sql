-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- One that is not erased yet.
SELECT key FROM rooms WHERE is_closed = 1 LIMIT 1;
