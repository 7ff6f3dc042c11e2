// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId } from "../dom.js";

/** The others are told again that somebody types after this time, and that they stopped after a pause. */
const TYPING_AGAIN_MS = 3_000;
const PAUSE_MS = 4_000;

/** Of a room's name, in the field. */
const LONGEST_SHOWN = 24;

/** The field in which messages are written. Return sends, with Shift it makes a new line. */
export class Composer {
    #text = byId("composer-text");
    #button = document.querySelector("#composer .send");
    #room = null;
    #drafts = new Map();
    #toldAt = 0;
    #pauseTimer;

    constructor() {
        byId("composer").addEventListener("submit", (event) => {
            event.preventDefault();
            this.#send();
        });
        this.#text.addEventListener("input", () => this.#edited());
        this.#text.addEventListener("keydown", (event) => {
            // While an input method composes, Return chooses one of its words.
            if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
                event.preventDefault();
                this.#send();
            }
        });
    }

    /** What was begun in the room before is kept for when one comes back. */
    set room(room) {
        if (this.#room) {
            this.#stopTyping();
            this.#drafts.set(this.#room.id, this.#text.value);
        }
        this.#room = room;
        this.#text.value = this.#drafts.get(room?.id) ?? "";
        const isLong = room?.id.length > LONGEST_SHOWN;
        this.#text.placeholder = room ? `Message ${isLong ? `${room.id.slice(0, LONGEST_SHOWN)}…` : room.id}` : "";
        this.#fit();
    }

    focus() {
        this.#text.focus();
    }

    set isEnabled(isEnabled) {
        if (this.#text.disabled === isEnabled) {
            this.#text.disabled = !isEnabled;
            this.#fit();
        }
    }

    #send() {
        const content = this.#text.value.trim();
        if (!content || this.#text.disabled) {
            return;
        }
        this.#stopTyping();
        this.#text.value = "";
        this.#fit();
        this.#room.post(content);
        this.#text.focus();
    }

    #edited() {
        this.#fit();
        if (!this.#text.value.trim()) {
            this.#stopTyping();
            return;
        }
        clearTimeout(this.#pauseTimer);
        this.#pauseTimer = setTimeout(() => this.#stopTyping(), PAUSE_MS);
        if (Date.now() - this.#toldAt > TYPING_AGAIN_MS) {
            this.#toldAt = Date.now();
            this.#room.setTyping(true);
        }
    }

    #stopTyping() {
        clearTimeout(this.#pauseTimer);
        this.#toldAt = 0;
        this.#room.setTyping(false);
    }

    #fit() {
        this.#button.disabled = this.#text.disabled || !this.#text.value.trim();
        this.#text.style.height = "auto";
        this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
    }
}
