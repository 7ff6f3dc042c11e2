// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { once } from "node:events";
import { connect, createServer } from "node:net";

import { within } from "./Inbox.mjs";

/** A way to a server that can be cut and mended: what comes by it loses the server, and others do not. */
export class CuttableProxy {
    #server;
    #sockets = new Set();
    #isCut = false;

    /** In front of `server` until the test `t` ends. */
    static async start(t, server) {
        const proxy = new CuttableProxy(server.port);
        t.after(() => proxy.#close());
        await once(proxy.#server, "listening");
        proxy.url = `http://127.0.0.1:${proxy.#server.address().port}`;
        return proxy;
    }

    constructor(port) {
        this.#server = createServer((near) => {
            if (this.#isCut) {
                near.destroy();
                return;
            }
            const far = connect(port, "127.0.0.1");
            for (const [one, other] of [[near, far], [far, near]]) {
                this.#sockets.add(one);
                one.pipe(other);
                one.on("error", () => {}); // "close" follows
                one.on("close", () => {
                    this.#sockets.delete(one);
                    other.destroy();
                });
            }
        });
        this.#server.listen(0, "127.0.0.1");
    }

    cut() {
        this.#isCut = true;
        this.#sockets.forEach((it) => it.destroy());
    }

    /** Settles when somebody connects: after a cut, one who has noticed it. */
    nextConnection() {
        return within(once(this.#server, "connection"), () => "nobody connects");
    }

    mend() {
        this.#isCut = false;
    }

    #close() {
        this.cut();
        this.#server.close();
    }
}
