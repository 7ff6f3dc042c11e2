// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later

/** How long anything may take before the test is told what came instead. Never a way to synchronize. */
export const PATIENCE_MS = 30_000;

/** Settles like `promise`; fails with `describe()` where that takes too long. */
export async function within(promise, describe, patience = PATIENCE_MS) {
    let timer;
    const deadline = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(describe())), patience);
    });
    try {
        return await Promise.race([promise, deadline]);
    } finally {
        clearTimeout(timer);
    }
}

/** What `answered` gives, where the connection does not end before (`ended`). */
export function answerOf(answered, ended, event, data) {
    const lost = ended.then(() => { throw new Error(`the connection ended before '${event}' was answered`); });
    return within(Promise.race([answered, lost]), () => `'${event}' is not answered: ${JSON.stringify(data)}`);
}

/** The events that one client heard, in their order. */
export class Inbox {
    #events = [];
    #waiting = [];

    add(name, data) {
        const event = { name, data, taken: false };
        this.#events.push(event);
        const index = this.#waiting.findIndex((it) => it.takes(event));
        if (index >= 0) {
            event.taken = true;
            this.#waiting.splice(index, 1)[0].resolve(data);
        }
    }

    /** The data of everything heard under that name, whether next() gave it out or not. */
    all(name) {
        return this.#events.filter((it) => it.name === name).map((it) => it.data);
    }

    names() {
        return this.#events.map((it) => it.name);
    }

    /** The data of the oldest event of that name that `matches` and was not given out before, once it is there. */
    async next(name, matches = () => true) {
        const takes = (event) => !event.taken && event.name === name && matches(event.data);
        const event = this.#events.find(takes);
        if (event) {
            event.taken = true;
            return event.data;
        }
        const arrival = new Promise((resolve) => this.#waiting.push({ takes, resolve }));
        return within(arrival, () => `no such '${name}' came, but: ${JSON.stringify(this.#events, null, 1)}`);
    }
}
