// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later

/** What was kept under that key in `localStorage` or `sessionStorage`; null where there is nothing, or no such storage. */
export function recall(storage, key) {
    try {
        return JSON.parse(globalThis[storage].getItem(key));
    } catch {
        return null;
    }
}

/** Keeps what JSON can carry; null forgets. A browser that keeps nothing for a page is no error: it will know less next time. */
export function keep(storage, key, value) {
    try {
        if (value === null) {
            globalThis[storage].removeItem(key);
        } else {
            globalThis[storage].setItem(key, JSON.stringify(value));
        }
    } catch {
        // As said.
    }
}
