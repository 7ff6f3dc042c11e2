-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
SELECT seq FROM sqlite_sequence WHERE name = 'rooms';
