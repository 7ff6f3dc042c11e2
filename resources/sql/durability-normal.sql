-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A commit returns when the system has it: what was acknowledged survives the end of the process, not that of the machine. The
-- database stays whole either way.
PRAGMA synchronous = NORMAL;
