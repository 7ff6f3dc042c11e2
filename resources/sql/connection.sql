-- SPDX-FileCopyrightText: 2026 The Parlor authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What every connection to the database is set to, and why. The only place that does it.

-- Another program that looks at the database (a backup, the sqlite3 shell) may hold a lock for a moment: wait for it, but
-- not so long that clients wonder whether anybody is there.
PRAGMA busy_timeout = 250;

-- Writers append to a log, so that a commit is one write and one sync, and readers (a backup) never wait for them.
PRAGMA journal_mode = WAL;

-- PRAGMA synchronous, which says when a commit returns, follows in durability-full.sql or durability-normal.sql.

-- The log is copied into the database between two batches, when nobody waits (StoreUpkeep), never within a commit.
PRAGMA wal_autocheckpoint = 0;

-- The log's file is written over rather than shortened after each copy (a sync of a file that does not grow is faster), but
-- what a flood or a long backup made of it is given back.
PRAGMA journal_size_limit = 67108864;

-- In KiB: the pages that rooms write to, at most 32 MB of them, whatever the history grows to.
PRAGMA cache_size = -32768;

-- Sorting and the like stay off the disk.
PRAGMA temp_store = MEMORY;

-- Deleted messages are wiped where that costs no further write, but their pages are not written just for it.
PRAGMA secure_delete = FAST;

-- Pages are not mapped: a failing disk is then an error of a read, not a signal that ends the process.
PRAGMA mmap_size = 0;
