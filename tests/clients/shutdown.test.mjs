// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The end: what was acknowledged before it was delivered, to everyone.
import assert from "node:assert/strict";
import { test } from "node:test";

import { BOTH_KINDS, join, ordersOf, upTo } from "./support/clients.mjs";
import { within } from "./support/Inbox.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { startServer } from "./support/Server.mjs";
import { SocketIoClient } from "./support/SocketIoClient.mjs";
import { SocketIoProcess } from "./support/SocketIoProcess.mjs";

const GOING_AWAY = 1001;

/** Posts on and on, several messages at a time, until its connection ends. */
class Chatterbox {
    /** Orders. */
    acknowledged = [];
    #client;
    #onAcknowledged = () => {};

    constructor(client, roomId, username) {
        this.#client = client;
        const message = { roomId, username, content: "…" };
        this.over = Promise.all(upTo(8).map(() => this.#chat(message)));
    }

    async #chat(message) {
        for (;;) {
            const answer = await this.#client.request("exchanges", message)
                .catch(() => this.#client.ended.then(() => null));
            if (!answer) {
                return;
            }
            assert.equal(answer.status, "ok");
            this.acknowledged.push(answer.order);
            this.#onAcknowledged();
        }
    }

    reaches(count) {
        return new Promise((resolve) => {
            this.#onAcknowledged = () => { if (this.acknowledged.length >= count) resolve(); };
        });
    }
}

for (const signal of ["SIGTERM", "SIGINT"]) {
    test(`${signal} in the middle of a chat: everyone has every acknowledged message, exit code 0`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const listeners = [await SocketIoProcess.connect(t, server.url), await PlainClient.connect(t, server.url)];
        const speakers = [await SocketIoProcess.connect(t, server.url), await PlainClient.connect(t, server.url)];
        const everyone = [...listeners, ...speakers];
        for (const [i, client] of everyone.entries()) {
            await join(client, "tea", `person ${i}`);
        }

        const boxes = speakers.map((client, i) => new Chatterbox(client, "tea", `speaker ${i}`));
        await Promise.all(boxes.map((it) => it.reaches(200)));
        server.signal(signal);
        await server.ended();
        await Promise.all(boxes.map((it) => it.over));
        const endings = await Promise.all(everyone.map((it) => it.ended));

        const last = Math.max(...boxes.flatMap((it) => it.acknowledged));
        for (const client of everyone) {
            const orders = ordersOf(client);
            assert.deepEqual(orders, upTo(orders.length), "a gap");
            assert.ok(orders.length >= last, `${orders.length} heard, ${last} acknowledged`);
        }
        for (const ending of endings.filter((it) => it.code)) {
            assert.equal(ending.code, GOING_AWAY);
        }
    });
}

test("clients on polling have every acknowledged message too", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const clients = await Promise.all(upTo(4).map(() => (
        SocketIoClient.connect(t, server.url, { transports: ["polling"] }))));
    for (const [i, client] of clients.entries()) {
        await join(client, "tea", `person ${i}`);
    }
    const boxes = clients.map((client, i) => new Chatterbox(client, "tea", `person ${i}`));
    await Promise.all(boxes.map((it) => it.reaches(20)));
    server.signal("SIGTERM");
    await server.ended();
    await Promise.all(boxes.map((it) => it.over));

    const last = Math.max(...boxes.flatMap((it) => it.acknowledged));
    for (const client of clients) {
        const orders = ordersOf(client);
        assert.deepEqual(orders, upTo(orders.length), "a gap");
        assert.ok(orders.length >= last, `${orders.length} heard, ${last} acknowledged`);
    }
});

test("idle clients are told goodbye, and new ones are not taken", async (t) => {
    const server = await startServer(t);
    const [socketIo, plain] = [await SocketIoProcess.connect(t, server.url), await PlainClient.connect(t, server.url)];
    await server.stop();
    assert.match(await socketIo.ended, /^(io server disconnect|transport close)$/);
    assert.equal((await plain.ended).code, GOING_AWAY);
    await assert.rejects(fetch(`${server.url}/api/v1/rooms`));
});

for (const [kind, Client] of [...BOTH_KINDS, ["polling", class extends SocketIoClient {
    static connect(t, url) { return SocketIoClient.connect(t, url, { transports: ["polling"] }); }
}]]) {
    test(`${kind}: clients are told when to come back`, async (t) => {
        const server = await startServer(t);
        const client = await Client.connect(t, server.url);
        await server.stop();
        const { retryAfterMs } = await client.inbox.next("closing");
        assert.ok(retryAfterMs >= 1000 && retryAfterMs < 2000, `${retryAfterMs}`);
    });
}

test("a second signal stops a server at once that waits for its clients", async (t) => {
    const server = await startServer(t);
    const client = await PlainClient.connect(t, server.url);
    const reader = await PlainClient.connect(t, server.url);
    client.pause(); // so that it does not answer the goodbye
    server.signal("SIGTERM");
    await reader.inbox.next("closing");
    server.signal("SIGTERM");
    assert.equal(await within(server.exitCode, () => "the server does not end"), 1);
    assert.match(server.log, /stopped at once/);
});

test("what the drain timeout is too short for is cut off", async (t) => {
    const server = await startServer(t, "--drain-timeout", "100", "--max-pending-bytes", String(64 * 1024 * 1024));
    await server.createRoom("tea");
    const slow = await PlainClient.connect(t, server.url);
    await join(slow, "tea", "Slow");
    slow.pause();
    // More than the kernel takes.
    for (let i = 0; i < 30; ++i) await server.post("tea", "x".repeat(900_000));
    await server.stop();
    assert.match(server.log, /the drain timeout is over/);
});

test("who still reads when the server stops gets all of it", async (t) => {
    const server = await startServer(t, "--drain-timeout", "60000", "--max-pending-bytes", String(64 * 1024 * 1024));
    await server.createRoom("tea");
    const slow = await PlainClient.connect(t, server.url);
    const reader = await PlainClient.connect(t, server.url);
    await join(slow, "tea", "Slow");
    slow.pause();
    for (let i = 0; i < 30; ++i) await server.post("tea", "x".repeat(900_000));
    server.signal("SIGTERM");
    await reader.ended;
    slow.resume();
    await server.ended();
    await slow.ended;
    assert.deepEqual(ordersOf(slow), upTo(30));
});
