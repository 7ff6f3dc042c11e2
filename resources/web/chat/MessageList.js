// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { el } from "../dom.js";
import { avatar, colourOf, count, dayOf, timeOf } from "./format.js";

/** Messages of one person stand together where no more time lies between them. */
const TOGETHER_MS = 5 * 60_000;

const LINK = /\bhttps?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}]/gu;

/** The text with its web addresses as links: nothing in it becomes markup. */
function contentOf(text) {
    const parts = [];
    let end = 0;
    for (const { 0: href, index } of text.matchAll(LINK)) {
        parts.push(text.slice(end, index), el("a", { href, target: "_blank", rel: "noopener noreferrer" }, href));
        end = index + href.length;
    }
    return el("div", { className: "content" }, ...parts, text.slice(end));
}

function follows(message, previous) {
    return previous !== undefined && previous.username === message.username
        && Math.abs(new Date(message.createdAt) - new Date(previous.createdAt)) < TOGETHER_MS;
}

function messageRow({ username, content, createdAt }, isFirst) {
    const classes = isFirst ? "message first" : "message";
    const time = timeOf(createdAt);
    const head = isFirst
        ? [avatar(username), el("div", { className: `by ${colourOf(username)}` }, el("bdi", {}, username), time)]
        : [time, el("span", { className: "visually-hidden" }, username)];
    return el("li", { className: classes }, ...head, contentOf(content));
}

function gapText({ from, to, isLost }) {
    const what = count(to - from + 1, "message is", "messages are");
    return isLost ? `Here ${what} missing: the server no longer keeps them.` : `Here ${what} missing.`;
}

/**
 * A room's timeline and outbox as a list. Keeps the rows that it has, each under a key that says everything that it shows.
 */
export class MessageList {
    #list;
    #rows = new Map();

    constructor(list) {
        this.#list = list;
    }

    /** `newFrom`: where it says “New”; undefined for nowhere. */
    show(room, newFrom) {
        const rows = new Map();
        const add = (key, make) => rows.set(key, this.#rows.get(key) ?? make());
        this.#addTimeline(room, newFrom, add);
        this.#addOutbox(room, add);

        for (const [key, row] of this.#rows) {
            if (!rows.has(key)) {
                row.remove();
            }
        }
        let next = this.#list.firstChild;
        for (const row of rows.values()) {
            if (row === next) {
                next = next.nextSibling;
            } else {
                this.#list.insertBefore(row, next);
            }
        }
        this.#rows = rows;
    }

    #addTimeline(room, newFrom, add) {
        const { messages, gaps } = room.timeline;
        let previous;
        let day;
        let gapIndex = 0;
        const addGaps = (order) => {
            for (; gaps[gapIndex]?.from < order; ++gapIndex) {
                this.#addGap(room, gaps[gapIndex], add);
                previous = undefined;
            }
        };
        for (const message of messages) {
            addGaps(message.order);
            const itsDay = dayOf(message.createdAt);
            if (itsDay !== day) {
                day = itsDay;
                previous = undefined;
                add(`day ${message.order} ${day}`, () => el("li", { className: "divider" }, day));
            }
            if (message.order === newFrom) {
                previous = undefined;
                add("new", () => el("li", { className: "divider new" }, "New"));
            }
            const isFirst = !follows(message, previous);
            add(`${room.createdAt} ${message.order} ${isFirst}`, () => messageRow(message, isFirst));
            previous = message;
        }
        addGaps(Infinity);
    }

    #addGap(room, gap, add) {
        add(`gap ${gap.from} ${gap.to} ${gap.isLost}`, () => {
            const load = el("button", { className: "button plain", type: "button" }, "Load them");
            load.onclick = () => room.fillGap(room.timeline.gaps.find((it) => it.from === gap.from && it.to === gap.to) ?? gap);
            return el("li", { className: "gap" }, el("span", {}, gapText(gap)), gap.isLost ? null : load);
        });
    }

    #addOutbox(room, add) {
        for (const [index, post] of room.outbox.posts.entries()) {
            const message = { ...post, username: room.username };
            const state = post.problem ? "refused" : room.state === "here" ? "sending" : "waiting";
            add(`post ${post.clientMessageId} ${state} ${index === 0} ${room.username}`, () => {
                const row = messageRow(message, index === 0);
                row.classList.add(state === "refused" ? "refused" : "waiting");
                row.append(this.#stateOf(room, post, state));
                return row;
            });
        }
    }

    #stateOf(room, post, state) {
        if (state !== "refused") {
            return el("div", { className: "state" }, state === "sending" ? "Sending…" : "Will be sent when you are connected");
        }
        const button = (text, onclick) => el("button", { className: "button plain", type: "button", onclick }, text);
        return el("div", { className: "state" }, `Not sent: ${post.problem}`,
                  button("Try again", () => room.retry(post)), button("Discard", () => room.discard(post)));
    }
}
