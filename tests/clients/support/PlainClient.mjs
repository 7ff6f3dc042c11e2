// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { once } from "node:events";
import WebSocket from "ws";

import { answerOf, Inbox, within } from "./Inbox.mjs";

/** The plain protocol at /ws on the `ws` library, used like SocketIoClient. */
export class PlainClient {
    inbox = new Inbox();
    #socket;
    #lastId = 0;
    #requests = new Map();

    /** `options` are those of `ws`; `query` stands behind the path. */
    static async connect(t, url, options = {}) {
        const client = new PlainClient(url, options);
        t.after(() => client.close());
        await within(once(client.#socket, "open"), () => "no WebSocket connection");
        return client;
    }

    constructor(url, { query = "", ...options }) {
        this.#socket = new WebSocket(`${url.replace(/^http/, "ws")}/ws${query}`, options);
        this.#socket.on("message", (text) => this.#receive(JSON.parse(text)));
        /** The code and reason of the connection's end, once it is there. */
        this.ended = new Promise((resolve) => {
            this.#socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
        });
        this.#socket.on("error", () => {}); // "close" follows
    }

    #receive({ event, id, data }) {
        if (id === undefined) {
            this.inbox.add(event, data);
        } else {
            this.#requests.get(id)({ event, data });
            this.#requests.delete(id);
        }
    }

    send(event, data) {
        this.#socket.send(JSON.stringify({ event, data }));
    }

    /** Sends an event; gives the answer's data, be it an `ack` or an `exception`. */
    async request(event, data) {
        return (await this.requestAnswer(event, data)).data;
    }

    /** The same with the answer's name: `{ event, data }`. */
    requestAnswer(event, data, id = ++this.#lastId) {
        const answered = new Promise((resolve) => this.#requests.set(id, resolve));
        this.#socket.send(JSON.stringify({ event, data, id }));
        return answerOf(answered, this.ended, event, data);
    }

    /** Sends a frame as it is: text for a string, binary for a buffer. */
    sendFrame(content) {
        this.#socket.send(content);
    }

    /** Reads nothing any more until resume(). */
    pause() {
        this.#socket.pause();
    }

    resume() {
        this.#socket.resume();
    }

    onPing(listener) {
        this.#socket.on("ping", listener);
    }

    close() {
        this.#socket.terminate();
    }
}
