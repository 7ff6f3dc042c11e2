// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { ConnectionLost } from "./Connection.js";
import { Outbox } from "./Outbox.js";
import { People } from "./People.js";
import * as rest from "./Rest.js";
import { Timeline } from "./Timeline.js";

const PAGE = 50;
const GAP_PAGE = 500;
const MOST_MESSAGES = 2_000;
/** A room with more people is told who came and went, but not who is there. */
const MOST_LISTED = 256;
const RETRY_MS = 3_000;

/** Refusals of what may be taken a moment later. */
const PASSING = ["storage.unavailable", "rate-limited"];

/**
 * One room as somebody in it sees it, over any number of connections: who comes back says which message was the last one
 * heard, and is sent what followed. Where the server cannot fill in everything, the timeline has a gap.
 *
 * Events: `change`, for anything; `entered`, with `{isReturn, missed, hasGap, isAnother}` in `detail`.
 */
export class Room extends EventTarget {
    /** `joining`, `here`, `away` (without a connection), `gone` (unknown or closed) or `kicked`. */
    state = "joining";
    /** Who closed it or why one was removed, where the server said so. */
    reason = null;
    timeline = new Timeline();
    isLoading = false;
    /** Reading history did not work, a moment ago. */
    hasFailed = false;
    outbox;
    people;
    #connection;
    #username;
    #heardUpTo;
    #createdAt;
    #retryTimer;
    #isTyping = false;
    #entries = 0;

    constructor(connection, roomId, username) {
        super();
        this.id = roomId;
        this.#connection = connection;
        this.#username = username;
        this.outbox = new Outbox(roomId);
        this.people = new People(() => this.#changed());
    }

    get username() {
        return this.#username;
    }

    /** The order up to which everything was heard; undefined before the first join. */
    get heardUpTo() {
        return this.#heardUpTo;
    }

    /** Joins, or comes back. To be called whenever the connection is open. */
    async enter() {
        if (this.state === "gone" || this.state === "kicked") {
            return;
        }
        const entry = ++this.#entries;
        const isReturn = this.#heardUpTo !== undefined;
        try {
            const { createdAt } = await rest.findRoom(this.id);
            if (entry !== this.#entries) {
                return; // The connection broke meanwhile, and the next one is on its way in.
            }
            this.#compare(createdAt);
            const known = this.#heardUpTo;
            const { event, data } = await this.#connection.request("participants",
                { roomId: this.id, username: this.#username, lastOrder: known });
            if (event === "exception") {
                this.#leaveAs("gone", null);
            } else {
                this.#entered(isReturn, known, data);
            }
        } catch (error) {
            if (error.status === 404) {
                this.#leaveAs("gone", null);
            } else if (!(error instanceof ConnectionLost) && entry === this.#entries) {
                // The server takes connections, but does not answer: that passes.
                clearTimeout(this.#retryTimer);
                this.#retryTimer = setTimeout(() => this.enter(), RETRY_MS);
            }
        }
    }

    #entered(isReturn, known, { lastOrder, gapFrom, gapTo, participants, missed }) {
        const isAnother = isReturn && (known === undefined || lastOrder < known);
        const hasGap = !isAnother && known !== undefined && gapFrom !== undefined;
        if (isAnother) {
            this.#forget();
        } else if (hasGap) {
            this.timeline.addGap(gapFrom, gapTo);
        }
        this.#heardUpTo = Math.max(this.#heardUpTo ?? 0, lastOrder);
        this.state = "here";
        this.#connection.settle();
        this.#changed();
        this.dispatchEvent(new CustomEvent("entered", { detail: { isReturn, missed, hasGap, isAnother } }));
        this.#deliverAll();
        if (participants > MOST_LISTED) {
            this.#listPeople();
        }
        if (this.timeline.messages.length === 0) {
            this.loadOlder();
        }
    }

    async #listPeople() {
        try {
            this.people.reset(await rest.listParticipants(this.id));
            this.#changed();
        } catch {
            // Then only those who come from now on are known by name.
        }
    }

    /** A room of the same name may be another one, whose numbers begin anew. */
    #compare(createdAt) {
        if (this.#createdAt && this.#createdAt !== createdAt) {
            this.#forget();
        }
        this.#createdAt = createdAt;
    }

    get createdAt() {
        return this.#createdAt;
    }

    #forget() {
        this.timeline = new Timeline();
        this.#heardUpTo = undefined;
    }

    connectionLost() {
        if (this.state === "here" || this.state === "joining") {
            this.state = "away";
            this.people.clear();
            this.#isTyping = false;
            this.#changed();
        }
    }

    /** Takes any event of the connection. */
    receive(event, data) {
        if (event === `participants/${this.id}`) {
            this.people.reset(data);
        } else if (event === `presence/${this.id}`) {
            this.people.update(data);
        } else if (data?.roomId === this.id) {
            this.#receiveOwn(event, data);
        }
        this.#changed();
    }

    #receiveOwn(event, data) {
        if (event === "exchanges") {
            this.#hear(data);
        } else if (event === "typing") {
            this.people.setTyping(data);
        } else if (event === "closed") {
            this.#leaveAs("gone", data.closedBy);
        } else if (event === "kicked") {
            this.#leaveAs("kicked", data.reason);
        }
    }

    #hear(message) {
        // Before the join is answered, only what is sent for it counts. A server that sends everybody every room's messages has
        // others, which would be islands.
        if (this.#heardUpTo === undefined) {
            return;
        }
        if (message.order > this.#heardUpTo + 1) {
            this.timeline.addGap(this.#heardUpTo + 1, message.order - 1);
        }
        this.#heardUpTo = Math.max(this.#heardUpTo, message.order);
        this.timeline.add(message);
        this.people.stopTyping(message.socketId);
        if (message.clientMessageId) {
            this.outbox.remove(message.clientMessageId);
        }
    }

    /** One more page before the oldest message. */
    async loadOlder() {
        if (this.isLoading || this.timeline.isComplete || this.#heardUpTo === undefined) {
            return;
        }
        await this.#load(async (timeline) => {
            const before = timeline.oldest ?? this.#heardUpTo + 1;
            if (before <= 1) {
                timeline.isComplete = true;
                return;
            }
            const { messages, hasMore } = await rest.readHistory(this.id, { before, limit: PAGE });
            messages.forEach((message) => timeline.add(message));
            timeline.isComplete = !hasMore;
        });
    }

    async fillGap(gap) {
        await this.#load(async (timeline) => {
            const range = { after: gap.from - 1, before: gap.to + 1, limit: GAP_PAGE };
            timeline.fillGap(gap, (await rest.readHistory(this.id, range)).messages);
        });
    }

    async #load(read) {
        this.isLoading = true;
        this.#changed();
        try {
            await read(this.timeline);
        } catch {
            this.hasFailed = true;
            setTimeout(() => {
                this.hasFailed = false;
                this.#changed();
            }, RETRY_MS);
        }
        this.isLoading = false;
        this.#changed();
    }

    /** Forgets what is far up, where nobody looks at it. */
    trim() {
        this.timeline.trim(MOST_MESSAGES);
    }

    post(content) {
        const post = this.outbox.add(content);
        this.setTyping(false);
        this.#changed();
        if (this.state === "here") {
            this.#deliver(post);
        }
    }

    retry(post) {
        this.outbox.refuse(post, null);
        this.#changed();
        this.#deliver(post);
    }

    discard(post) {
        this.outbox.remove(post.clientMessageId);
        this.#changed();
    }

    #deliverAll() {
        clearTimeout(this.#retryTimer);
        this.outbox.posts.filter((it) => !it.problem).forEach((it) => this.#deliver(it));
    }

    async #deliver(post) {
        const { clientMessageId, content, createdAt } = post;
        let answer;
        try {
            answer = await this.#connection.request("exchanges",
                { roomId: this.id, username: this.#username, content, createdAt, clientMessageId });
        } catch {
            return; // It stays in the outbox, and is sent again when the room is entered again.
        }
        if (answer.data?.status === "ok") {
            this.outbox.remove(clientMessageId);
        } else if (answer.event === "ack") {
            this.#leaveAs("gone", null);
        } else if (PASSING.includes(answer.data.code)) {
            clearTimeout(this.#retryTimer);
            this.#retryTimer = setTimeout(() => this.#deliverAll(), RETRY_MS);
        } else {
            this.outbox.refuse(post, [answer.data.message].flat().join("; "));
        }
        this.#changed();
    }

    /** Tells the others. */
    setTyping(isTyping) {
        if ((isTyping || this.#isTyping) && this.state === "here") {
            this.#connection.send("typing", { roomId: this.id, typing: isTyping });
        }
        this.#isTyping = isTyping;
    }

    rename(username) {
        this.#username = username;
        if (this.state === "here") {
            this.#connection.request("participants", { roomId: this.id, username, lastOrder: this.#heardUpTo }).catch(() => {});
        }
    }

    leave() {
        clearTimeout(this.#retryTimer);
        if (this.state === "here") {
            this.#connection.send("leave", { roomId: this.id });
        }
        this.people.clear();
    }

    #leaveAs(state, reason) {
        this.state = state;
        this.reason = reason;
        this.people.clear();
        this.#changed();
    }

    #changed() {
        this.dispatchEvent(new Event("change"));
    }
}
