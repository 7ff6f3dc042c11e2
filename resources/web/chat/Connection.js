// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { askForToken, storedToken } from "./Token.js";

/** Why a request got no answer: the connection ended first. */
export class ConnectionLost extends Error {}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
const CONNECT_MS = 10_000;
const QUIET_MS = 25_000;
const PROBE_MS = 8_000;

/**
 * The plain WebSocket protocol at `/ws`, on a connection that comes back by itself.
 *
 * Events: `open`; `lost`, with the delay in `detail.retryInMs`; `message`, with `{event, data}` in `detail`.
 */
export class Connection extends EventTarget {
    #url;
    #socket = null;
    #isOpen = false;
    #attempt = 0;
    /** When the server that has said goodbye wants this client back. */
    #retryAfterMs = null;
    #lastId = 0;
    #requests = new Map();
    #retryTimer = null;
    #quietTimer = null;

    constructor(url) {
        super();
        this.#url = url;
        addEventListener("online", () => this.#hurry());
        addEventListener("offline", () => this.#lose(this.#socket));
        // A page that is left may be kept for the way back, its connection with it: nobody is there, though.
        addEventListener("pagehide", () => this.#lose(this.#socket));
        addEventListener("pageshow", ({ persisted }) => persisted && this.#hurry());
        document.addEventListener("visibilitychange", () => {
            if (!document.hidden) {
                this.#hurry();
            }
        });
    }

    get isOpen() {
        return this.#isOpen;
    }

    connect() {
        clearTimeout(this.#retryTimer);
        if (this.#socket) {
            return;
        }
        const socket = new WebSocket(this.#url);
        const token = storedToken();
        this.#socket = socket;
        socket.onopen = () => this.#opened(token);
        socket.onmessage = ({ data }) => this.#received(JSON.parse(data));
        socket.onclose = ({ reason }) => {
            this.#lose(socket);
            if (reason === "unauthorized") {
                askForToken(token).then(() => this.#hurry());
            }
        };
        this.#quietTimer = setTimeout(() => this.#lose(socket), CONNECT_MS);
    }

    /** The connection works as it should: the next time it breaks, the first attempt comes soon. */
    settle() {
        this.#attempt = 0;
    }

    send(event, data) {
        if (this.#isOpen) {
            this.#socket.send(JSON.stringify({ event, data }));
        }
    }

    /** Gives the answer, `{event: "ack" | "exception", data}`; fails with ConnectionLost. */
    request(event, data) {
        if (!this.#isOpen) {
            return Promise.reject(new ConnectionLost());
        }
        const id = ++this.#lastId;
        return new Promise((resolve, reject) => {
            this.#requests.set(id, { resolve, reject });
            this.#socket.send(JSON.stringify({ id, event, data }));
        });
    }

    #opened(token) {
        this.#isOpen = true;
        this.#watch();
        if (token) {
            // Nobody waits for the answer: the server takes the next event after it, or ends the connection.
            this.send("auth", { token });
        }
        this.dispatchEvent(new Event("open"));
    }

    #received({ event, data, id }) {
        this.#watch();
        const request = this.#requests.get(id);
        if (event === "closing") {
            this.#retryAfterMs = data.retryAfterMs;
        } else if (request) {
            this.#requests.delete(id);
            request.resolve({ event, data });
        } else {
            this.dispatchEvent(new CustomEvent("message", { detail: { event, data } }));
        }
    }

    #lose(socket) {
        if (!socket || socket !== this.#socket) {
            return;
        }
        // It may be long until the browser has closed a connection whose other end does not answer.
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
        this.#socket = null;
        this.#isOpen = false;
        clearTimeout(this.#quietTimer);

        // Half of it by chance: whom a server lost all at once, it is not to get back all at once.
        const delay = Math.min(FIRST_DELAY_MS * 2 ** this.#attempt++, LONGEST_DELAY_MS);
        const retryInMs = this.#retryAfterMs ?? delay * (0.5 + Math.random() / 2);
        this.#retryAfterMs = null;
        this.#retryTimer = setTimeout(() => this.connect(), retryInMs);

        const requests = [...this.#requests.values()];
        this.#requests.clear();
        requests.forEach(({ reject }) => reject(new ConnectionLost()));
        this.dispatchEvent(new CustomEvent("lost", { detail: { retryInMs } }));
    }

    /** Something says that the network may be back, or another one. */
    #hurry() {
        if (this.#isOpen) {
            this.#probe();
        } else if (navigator.onLine) {
            this.#attempt = 0;
            this.connect();
        }
    }

    /** A page does not see the server's pings. So it asks for itself, where it has heard nothing for a while. */
    #watch() {
        clearTimeout(this.#quietTimer);
        this.#quietTimer = setTimeout(() => this.#probe(), QUIET_MS);
    }

    #probe() {
        const socket = this.#socket;
        clearTimeout(this.#quietTimer);
        this.#quietTimer = setTimeout(() => this.#lose(socket), PROBE_MS);
        // Nothing changes by it, and it is always answered.
        this.request("unobserve", { roomId: "*" }).catch(() => {});
    }
}
