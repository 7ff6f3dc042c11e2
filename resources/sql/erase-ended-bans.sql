-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 now
DELETE FROM bans WHERE until <= ?1;
