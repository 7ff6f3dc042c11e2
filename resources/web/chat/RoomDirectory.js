// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { keep, recall } from "./keep.js";
import { listRooms } from "./Rest.js";

const POLL_MS = 8_000;
const MOST_ROOMS = 100;
const KEY = "parlor.read";

/** The server's rooms, asked for anew as long as somebody looks, and how far each was read here. Event: `change`. */
export class RoomDirectory extends EventTarget {
    rooms = [];
    total = 0;
    /** Why the list is not up to date; null where it is. */
    problem = null;
    #search = "";
    #timer;
    #asked = 0;
    #read = recall("localStorage", KEY) ?? {};

    constructor() {
        super();
        // What is read in another window is read here, too.
        addEventListener("storage", ({ key }) => {
            if (key === KEY) {
                this.#read = recall("localStorage", KEY) ?? {};
                this.dispatchEvent(new Event("change"));
            }
        });
        document.addEventListener("visibilitychange", () => this.refresh());
    }

    set search(text) {
        this.#search = text;
        this.refresh();
    }

    get search() {
        return this.#search;
    }

    async refresh() {
        clearTimeout(this.#timer);
        if (document.hidden) {
            return;
        }
        const asked = ++this.#asked;
        try {
            const { items, total } = await listRooms(this.#search, MOST_ROOMS);
            if (asked !== this.#asked) {
                return; // A later search was faster.
            }
            [this.rooms, this.total, this.problem] = [items, total, null];
        } catch (error) {
            this.problem = error.message;
        }
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.refresh(), POLL_MS);
        this.dispatchEvent(new Event("change"));
    }

    /** How many messages have come since that room was read here; 0 for one that never was. */
    unread({ roomId, createdAt, messages }) {
        const read = this.#read[roomId];
        return read?.createdAt === createdAt ? Math.max(0, messages - read.order) : 0;
    }

    /** Up to which order it was read; undefined where it never was. */
    readUpTo(roomId, createdAt) {
        const read = this.#read[roomId];
        return read?.createdAt === createdAt ? read.order : undefined;
    }

    markRead(roomId, createdAt, order) {
        const read = this.#read[roomId];
        if (read?.createdAt === createdAt && read.order >= order) {
            return;
        }
        this.#read[roomId] = { createdAt, order };
        keep("localStorage", KEY, this.#read);
        this.dispatchEvent(new Event("change"));
    }
}
