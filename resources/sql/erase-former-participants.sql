-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 room, 2 the first run to be kept
DELETE FROM participants WHERE room_key = ?1 AND run < ?2;
