-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 how many messages a room keeps
UPDATE rooms SET oldest_order = last_order - ?1 + 1 WHERE last_order - oldest_order + 1 > ?1;
