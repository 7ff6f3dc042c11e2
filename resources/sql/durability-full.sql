-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A commit returns when the log is on the disk: what was acknowledged survives a loss of power.
PRAGMA synchronous = FULL;
