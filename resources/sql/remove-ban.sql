-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 ban
DELETE FROM bans WHERE ban_id = ?1;
