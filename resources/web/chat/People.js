// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later

/** How long somebody types who does not say again that they do. */
const TYPING_MS = 6_000;

/** Who is in a room, and who of them types. Calls `onChange` for what changes by itself. */
export class People {
    /** How many connections, which may be more than are known by name. */
    total = 0;
    #bySocket = new Map();
    #typing = new Map();
    #onChange;

    constructor(onChange) {
        this.#onChange = onChange;
    }

    /** The whole list. */
    reset(participants) {
        this.#bySocket = new Map(participants.map((it) => [it.socketId, it]));
        this.total = participants.filter((it) => it.connected).length;
    }

    /** What changed in a room that is too large for lists. */
    update({ joined, left, participants }) {
        joined.forEach((it) => this.#bySocket.set(it.socketId, it));
        left.forEach((it) => this.#bySocket.delete(it.socketId));
        this.total = participants;
    }

    /** `{username, connected, count}`, each name once: one person may be here with several windows. */
    list() {
        const byName = new Map();
        for (const { username, connected } of this.#bySocket.values()) {
            const person = byName.get(username) ?? { username, connected: false, count: 0 };
            person.connected ||= connected;
            person.count += connected ? 1 : 0;
            byName.set(username, person);
        }
        return [...byName.values()].sort((one, other) =>
            other.connected - one.connected || one.username.localeCompare(other.username));
    }

    setTyping({ socketId, username, typing }) {
        this.stopTyping(socketId);
        if (typing) {
            const timer = setTimeout(() => {
                this.#typing.delete(socketId);
                this.#onChange();
            }, TYPING_MS);
            this.#typing.set(socketId, { username, timer });
        }
    }

    stopTyping(socketId) {
        clearTimeout(this.#typing.get(socketId)?.timer);
        this.#typing.delete(socketId);
    }

    /** How many people, as far as that is known: one with several windows counts once. */
    get here() {
        const named = [...this.#bySocket.values()].filter((it) => it.connected);
        return named.length < this.total ? this.total : new Set(named.map((it) => it.username)).size;
    }

    /** Names. */
    typing() {
        return [...new Set([...this.#typing.values()].map((it) => it.username))];
    }

    clear() {
        [...this.#typing.keys()].forEach((socketId) => this.stopTyping(socketId));
        this.#bySocket.clear();
        this.total = 0;
    }
}
