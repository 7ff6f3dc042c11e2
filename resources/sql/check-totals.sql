-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
SELECT count(*), coalesce(sum(last_order - oldest_order + 1), 0) FROM rooms WHERE is_closed = 0;
