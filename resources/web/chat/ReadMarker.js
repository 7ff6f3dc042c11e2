// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later

/** How far somebody has read in a room, and where what came meanwhile begins. */
export class ReadMarker {
    /** The order of the first message under the line “New”; undefined where there is no such line. */
    newFrom;
    #room;
    #directory;
    #readUpTo;

    constructor(room, directory) {
        this.#room = room;
        this.#directory = directory;
    }

    /** To be called after every change. Whoever attends reads what comes at once. */
    update(isAttending) {
        const { timeline, createdAt, id, username } = this.#room;
        const { newest } = timeline;
        if (newest === undefined) {
            return;
        }
        const isFirstTime = this.#readUpTo === undefined;
        const stored = isFirstTime ? this.#directory.readUpTo(id, createdAt) : undefined;
        // Orders begin anew in a room that was closed and opened again.
        this.#readUpTo = Math.min(this.#readUpTo ?? stored ?? newest, newest);

        const unread = this.#unread();
        const isLineRead = this.newFrom === undefined || this.newFrom <= this.#readUpTo;
        if (unread.length > 0 && isLineRead && (isFirstTime || !isAttending)) {
            this.newFrom = unread[0].order;
        }
        if (isAttending && timeline.messages.at(-1).username === username && newest > this.#readUpTo) {
            this.newFrom = undefined; // Who answers has seen it.
        }
        if (isAttending || unread.length === 0) {
            this.#readUpTo = newest;
        }
        this.#directory.markRead(id, createdAt, this.#readUpTo);
    }

    /** How many messages of others are not read yet. */
    get count() {
        return this.#unread().length;
    }

    #unread() {
        const { timeline, username } = this.#room;
        const number = this.#readUpTo === undefined ? 0 : timeline.countAfter(this.#readUpTo);
        return number ? timeline.messages.slice(-number).filter((it) => it.username !== username) : [];
    }
}
