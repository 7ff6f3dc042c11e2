-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 what is older than this goes, 2 so many of the newest stay at the most. Some at a time, each part by an index of its own.
DELETE FROM audit WHERE audit_id IN (
    SELECT audit_id FROM (SELECT audit_id FROM audit WHERE at < ?1 LIMIT 500)
    UNION SELECT audit_id FROM (
        SELECT audit_id FROM audit
        WHERE audit_id <= (SELECT seq FROM sqlite_sequence WHERE name = 'audit') - ?2
        ORDER BY audit_id LIMIT 500));
