// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { once } from "node:events";
import { io } from "socket.io-client";

import { answerOf, Inbox, within } from "./Inbox.mjs";

/** socket.io-client in this process. */
export class SocketIoClient {
    inbox = new Inbox();
    #socket;

    /** Connected when the promise settles; ended with the test `t`. */
    static async connect(t, url) {
        const client = new SocketIoClient(url);
        t.after(() => client.close());
        await client.connected();
        return client;
    }

    constructor(url) {
        this.#socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false });
        this.#socket.onAny((name, data) => this.inbox.add(name, data));
        /** Why the connection ended, once it has. */
        this.ended = once(this.#socket, "disconnect").then(([reason]) => reason);
    }

    async connected() {
        const failed = once(this.#socket, "connect_error").then(([error]) => { throw error; });
        failed.catch(() => {});
        const connected = this.#socket.connected || once(this.#socket, "connect");
        await within(Promise.race([connected, failed]), () => "no Socket.IO connection");
        this.id = this.#socket.id;
    }

    /** Sends an event that wants no acknowledgement. */
    send(event, ...data) {
        this.#socket.emit(event, ...data);
    }

    /** Sends an event; gives what it was acknowledged with. */
    request(event, data) {
        const acknowledged = new Promise((resolve) => this.#socket.emit(event, data, resolve));
        return answerOf(acknowledged, this.ended, event, data);
    }

    /** Calls `listener` at every ping of the server. */
    onPing(listener) {
        this.#socket.io.on("ping", listener);
    }

    close() {
        this.#socket.disconnect();
    }
}
