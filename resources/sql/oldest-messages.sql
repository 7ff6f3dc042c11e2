-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
SELECT message_order, length(members) FROM messages WHERE room_key = ?1 ORDER BY message_order LIMIT 256;
