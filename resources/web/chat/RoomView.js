// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, once } from "../dom.js";
import { Composer } from "./Composer.js";
import { count } from "./format.js";
import { MessageList } from "./MessageList.js";
import { PeopleView } from "./PeopleView.js";
import { ReadMarker } from "./ReadMarker.js";

/** Nearer to the end than this counts as being there. */
const NEAR_PX = 60;
/** Older messages are asked for before the reader meets the beginning. */
const AHEAD_PX = 400;

/** The conversation: what was said, who is here, and what to say. */
export class RoomView {
    #directory;
    #room = null;
    #marker = null;
    #log = byId("log");
    #list = new MessageList(byId("messages"));
    #people = new PeopleView();
    #composer = new Composer();
    #render = once(() => this.#show());
    #isAtEnd = true;

    constructor(directory) {
        this.#directory = directory;
        this.#log.addEventListener("scroll", () => this.#scrolled());
        byId("to-newest").addEventListener("click", () => this.#goToEnd());
        window.addEventListener("focus", this.#render);
        window.addEventListener("blur", this.#render);
        document.addEventListener("visibilitychange", this.#render);
        new ResizeObserver(() => this.#stayAtEnd()).observe(this.#log);
    }

    /** Shows that room; null for none. */
    set room(room) {
        this.#room?.removeEventListener("change", this.#render);
        this.#room = room;
        this.#marker = room && new ReadMarker(room, this.#directory);
        byId("room").hidden = !room;
        this.#composer.room = room;
        this.#people.close();
        this.#isAtEnd = true;
        byId("nowhere").hidden = Boolean(room);
        byId("people-panel").hidden = !room;
        room?.addEventListener("change", this.#render);
        this.#show();
        // Where there is no mouse, the focus would bring up the keyboard.
        if (room && matchMedia("(hover: hover)").matches) {
            this.#composer.focus();
        }
    }

    #show() {
        const room = this.#room;
        if (!room) {
            document.title = "Parlor";
            return;
        }
        if (this.#isAtEnd) {
            room.trim();
        }
        this.#marker.update(this.#isAtEnd && !document.hidden && document.hasFocus());
        byId("room-name").textContent = room.id;
        byId("room-summary").textContent = this.#summary();
        byId("typing").textContent = this.#typingText();
        byId("log-start").textContent = this.#startText();
        byId("nothing-said").hidden = !this.#isSilent();
        this.#composer.isEnabled = room.state !== "gone" && room.state !== "kicked";
        this.#people.show(room);
        this.#showMessages();
        this.#showUnread();
    }

    /** Scrolls to where messages are missing. */
    showGap() {
        const gap = document.querySelector("#messages .gap");
        if (gap) {
            this.#isAtEnd = false;
            gap.scrollIntoView({ block: "center", behavior: "instant" });
        }
    }

    #showMessages() {
        // What is added above must not move what is being read.
        const anchor = this.#isAtEnd ? null : this.#firstVisibleRow();
        const top = anchor?.getBoundingClientRect().top;
        this.#log.setAttribute("aria-busy", `${this.#room.isLoading}`);
        this.#list.show(this.#room, this.#marker.newFrom);
        if (anchor?.isConnected) {
            this.#log.scrollTop += anchor.getBoundingClientRect().top - top;
        }
        this.#stayAtEnd();
        this.#loadAhead();
    }

    #firstVisibleRow() {
        const { top } = this.#log.getBoundingClientRect();
        return [...byId("messages").children].find((row) => row.getBoundingClientRect().bottom > top) ?? null;
    }

    #stayAtEnd() {
        if (this.#isAtEnd) {
            this.#log.scrollTop = this.#log.scrollHeight;
        }
    }

    #scrolled() {
        const wasAtEnd = this.#isAtEnd;
        const { scrollTop, scrollHeight, clientHeight } = this.#log;
        this.#isAtEnd = scrollHeight - clientHeight - scrollTop < NEAR_PX;
        if (wasAtEnd !== this.#isAtEnd) {
            this.#render();
        }
        this.#loadAhead();
    }

    #loadAhead() {
        const isReady = this.#room?.state === "here" && !this.#room.isLoading && !this.#room.hasFailed;
        if (isReady && this.#log.scrollTop < AHEAD_PX) {
            this.#room.loadOlder();
        }
    }

    #goToEnd() {
        this.#isAtEnd = true;
        this.#render();
        this.#composer.focus();
    }

    #showUnread() {
        const unread = this.#marker.count;
        document.title = `${unread ? `(${unread}) ` : ""}${this.#room.id} · Parlor`;
        const button = byId("to-newest");
        button.hidden = this.#isAtEnd;
        button.classList.toggle("quiet", unread === 0);
        byId("to-newest-text").textContent = unread ? count(unread, "new message", "new messages") : "Newest";
    }

    #summary() {
        const { here } = this.#room.people;
        switch (this.#room.state) {
        case "joining": return "Entering…";
        case "here": return here ? `${count(here, "person", "people")} here` : "";
        case "away": return "Not connected";
        default: return "";
        }
    }

    #typingText() {
        const names = this.#room.people.typing();
        switch (names.length) {
        case 0: return "";
        case 1: return `${names[0]} is typing…`;
        case 2: return `${names[0]} and ${names[1]} are typing…`;
        default: return "Several people are typing…";
        }
    }

    #isSilent() {
        const { timeline, outbox } = this.#room;
        return timeline.isComplete && timeline.messages.length === 0 && outbox.posts.length === 0;
    }

    #startText() {
        const { timeline, isLoading, state } = this.#room;
        if (!timeline.isComplete) {
            return isLoading || state === "joining" ? "Loading…" : "";
        }
        if (timeline.messages.length === 0) {
            return "";
        }
        return timeline.oldest === 1 ? "This is where it began." : "What was said before is no longer kept.";
    }
}
