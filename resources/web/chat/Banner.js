// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId } from "../dom.js";

const GOOD_NEWS_MS = 4_000;

/** The strip above the messages: what is the matter, and what can be done. */
export class Banner {
    #timer;
    #topic = null;
    #onAction = () => {};

    constructor() {
        byId("banner-action").addEventListener("click", () => this.#onAction());
    }

    /** `kind` is empty for a warning, else `good` or `bad`. Good news goes by itself. `topic` is for hide(). */
    show(text, { kind = "", action = "", onAction = () => {}, topic = null } = {}) {
        clearTimeout(this.#timer);
        this.#topic = topic;
        byId("banner").className = `banner ${kind}`;
        byId("banner").hidden = false;
        byId("banner-text").textContent = text;
        byId("banner-action").textContent = action;
        byId("banner-action").hidden = !action;
        this.#onAction = onAction;
        if (kind === "good") {
            this.#timer = setTimeout(() => this.hide(), GOOD_NEWS_MS);
        }
    }

    /** Where a topic is given, only what was said of it. */
    hide(topic = this.#topic) {
        if (topic !== this.#topic) {
            return;
        }
        clearTimeout(this.#timer);
        byId("banner").hidden = true;
    }
}
