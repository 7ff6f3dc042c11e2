-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 at, 2 actor, 3 address, 4 action, 5 target, 6 outcome
INSERT INTO audit (at, actor, address, action, target, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6);
