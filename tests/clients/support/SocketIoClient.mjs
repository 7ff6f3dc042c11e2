// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { once } from "node:events";
import { io } from "socket.io-client";
import io2 from "socket.io-client-2";
import { io as io3 } from "socket.io-client-3";

import { answerOf, Inbox, within } from "./Inbox.mjs";

/** By the client's version: 2 speaks Engine.IO 3, the others 4. */
const CLIENTS = { 2: io2, 3: io3, 4: io };

/** How a client may reach the server: [name, options] pairs. */
export const TRANSPORTS = [
    ["websocket", { transports: ["websocket"] }],
    ["polling", { transports: ["polling"] }],
    ["polling, then upgraded", {}],
];

/** Every version with every transport: [name, options] pairs. */
export const EVERY_CLIENT = Object.keys(CLIENTS).flatMap((version) => (
    TRANSPORTS.map(([name, options]) => [`socket.io-client ${version}, ${name}`, { version, ...options }])));

/** socket.io-client in this process: version 4 on a WebSocket where `options` do not say otherwise. */
export class SocketIoClient {
    inbox = new Inbox();
    #socket;

    /** Connected when the promise settles; ended with the test `t`. */
    static async connect(t, url, options = TRANSPORTS[0][1]) {
        const client = new SocketIoClient(url, options);
        t.after(() => client.close());
        await client.connected();
        return client;
    }

    constructor(url, { version = 4, ...options }) {
        this.#socket = CLIENTS[version](url, { ...options, forceNew: true, reconnection: false });
        this.#hearEverything();
        /** Why the connection ended, once it has. */
        this.ended = new Promise((resolve) => this.#socket.once("disconnect", resolve));
    }

    #hearEverything() {
        // Version 2 has no onAny().
        const { onevent } = this.#socket;
        this.#socket.onevent = (packet) => {
            const [name, data] = packet.data;
            this.inbox.add(name, data);
            onevent.call(this.#socket, packet);
        };
    }

    async connected() {
        const failed = once(this.#socket, "connect_error").then(([error]) => { throw error; });
        failed.catch(() => {});
        const connected = this.#socket.connected || once(this.#socket, "connect");
        await within(Promise.race([connected, failed]), () => "no Socket.IO connection");
        this.id = this.#socket.id;
    }

    get transport() {
        return this.#socket.io.engine.transport.name;
    }

    /** Settles once the connection is a WebSocket. */
    async upgraded() {
        if (this.transport !== "websocket") {
            await within(once(this.#socket.io.engine, "upgrade"), () => "the connection is not upgraded");
        }
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
