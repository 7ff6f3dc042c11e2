// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { keep, recall } from "./keep.js";

/** Unique without crypto.randomUUID, which pages over plain HTTP do not have. */
function makeId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What was said in one room and is not yet known to be stored. Each post keeps its `clientMessageId`, so that it may be sent
 * as often as it takes, and outlives the page's reloading.
 */
export class Outbox {
    /** `{clientMessageId, content, createdAt, problem}`, in the order in which they were said. */
    posts = [];
    #key;

    constructor(roomId) {
        this.#key = `parlor.outbox.${roomId}`;
        this.posts = recall("sessionStorage", this.#key) ?? [];
    }

    add(content) {
        const post = { clientMessageId: makeId(), content, createdAt: new Date().toISOString(), problem: null };
        this.posts.push(post);
        this.#save();
        return post;
    }

    remove(clientMessageId) {
        this.posts = this.posts.filter((it) => it.clientMessageId !== clientMessageId);
        this.#save();
    }

    /** It will not be stored as it is, for that reason; null takes that back. */
    refuse(post, problem) {
        post.problem = problem;
        this.#save();
    }

    #save() {
        keep("sessionStorage", this.#key, this.posts.length ? this.posts : null);
    }
}
