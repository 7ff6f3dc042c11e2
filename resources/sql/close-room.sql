-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
UPDATE rooms SET is_closed = 1 WHERE key = ?1;
