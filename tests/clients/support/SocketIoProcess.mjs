// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { answerOf, Inbox, within } from "./Inbox.mjs";

const PROGRAM = fileURLToPath(new URL("socketIoProgram.mjs", import.meta.url));

/** socket.io-client in a process of its own, used like SocketIoClient. */
export class SocketIoProcess {
    inbox = new Inbox();
    #child;
    #exited;
    #onConnected;
    #lastRequest = 0;
    #requests = new Map();

    /** Connected when the promise settles; ended with the test `t`. */
    static async connect(t, url) {
        const client = new SocketIoProcess(url);
        t.after(() => client.close());
        await client.connected();
        return client;
    }

    constructor(url) {
        this.#child = fork(PROGRAM, [url]);
        this.#exited = once(this.#child, "exit");
        /** Why the connection ended, once it has. */
        this.ended = new Promise((resolve) => {
            this.#child.on("message", ({ type, reason }) => { if (type === "ended") resolve(reason); });
        });
    }

    async connected() {
        const connected = new Promise((resolve) => { this.#onConnected = resolve; });
        this.#child.on("message", (message) => this.#receive(message));
        await within(connected, () => "the client's process does not connect");
    }

    #receive(message) {
        if (message.type === "connected") {
            this.id = message.id;
            this.#onConnected();
        } else if (message.type === "event") {
            this.inbox.add(message.name, message.data);
        } else if (message.type === "answer") {
            this.#requests.get(message.request)(message.data);
            this.#requests.delete(message.request);
        }
    }

    send(event, data) {
        this.#child.send({ type: "send", event, data });
    }

    request(event, data) {
        const request = ++this.#lastRequest;
        const answered = new Promise((resolve) => this.#requests.set(request, resolve));
        this.#child.send({ type: "request", request, event, data });
        return answerOf(answered, this.ended, event, data);
    }

    /** The process stops where it is: its connection stays open, and nobody answers on it. */
    freeze() {
        process.kill(this.#child.pid, "SIGSTOP");
    }

    thaw() {
        process.kill(this.#child.pid, "SIGCONT");
    }

    async close() {
        if (this.#child.connected) {
            this.thaw();
            this.#child.send({ type: "close" });
        }
        await within(this.#exited, () => "the client's process does not end");
    }
}
