-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 below this id, 2 how many
SELECT audit_id, at, actor, address, action, target, outcome FROM audit WHERE audit_id < ?1
ORDER BY audit_id DESC LIMIT ?2;
