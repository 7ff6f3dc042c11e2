// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A restart in the middle of a busy chat: nobody who comes back lacks a message that was acknowledged, or hears one twice.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { test } from "node:test";

import { BOTH_KINDS, join, ordersOf, upTo } from "./support/clients.mjs";
import { within } from "./support/Inbox.mjs";
import { startServer } from "./support/Server.mjs";

const PUBLISHERS = 20;
const LISTENERS = 200;
const POSTS_OF_EACH = 15;
const POSTS_BEFORE_THE_END = 100;
const ROOM = "busy";

const kindOf = (i) => BOTH_KINDS[i % BOTH_KINDS.length][1];

/** Posts so many messages, each until it is acknowledged, on as many connections as that takes. */
async function publish(t, i, url, restarted, acknowledged) {
    const username = `publisher ${i}`;
    let client;
    for (const n of upTo(POSTS_OF_EACH)) {
        const clientMessageId = `${i}-${n}`;
        while (!acknowledged.has(clientMessageId)) {
            try {
                client ??= await kindOf(i).connect(t, url);
                const answer = await client.request("exchanges", { roomId: ROOM, username, content: clientMessageId, clientMessageId });
                assert.equal(answer.status, "ok");
                acknowledged.add(clientMessageId, answer.order);
            } catch (error) {
                if (error instanceof assert.AssertionError) throw error;
                client = undefined;
                await restarted;
            }
        }
    }
}

/** What was acknowledged: the order of each message. */
class Acknowledged {
    orders = new Map();
    #onAdded = () => {};

    has(id) {
        return this.orders.has(id);
    }

    add(id, order) {
        this.orders.set(id, order);
        this.#onAdded();
    }

    reach(count) {
        return new Promise((resolve) => {
            this.#onAdded = () => { if (this.orders.size >= count) resolve(); };
        });
    }
}

test(`${PUBLISHERS} publishers and ${LISTENERS} listeners live through a restart`, async (t) => {
    const directory = await mkdtemp(joinPath(tmpdir(), "parlor-"));
    t.after(() => rm(directory, { recursive: true }));
    // Not the safety of a disk is tried here, but that of a restart.
    const options = ["--data", directory, "--durability", "normal"];
    const first = await startServer(t, ...options);
    await first.createRoom(ROOM);
    const listeners = await Promise.all(upTo(LISTENERS).map(async (i) => {
        const client = await kindOf(i).connect(t, first.url);
        await join(client, ROOM, `listener ${i}`);
        return client;
    }));

    let restart;
    const restarted = new Promise((resolve) => { restart = resolve; });
    const acknowledged = new Acknowledged();
    const publishing = upTo(PUBLISHERS).map((i) => publish(t, i, first.url, restarted, acknowledged));
    await within(acknowledged.reach(POSTS_BEFORE_THE_END), () => "too little is acknowledged");
    first.signal("SIGTERM");
    await first.ended();
    await Promise.all(listeners.map((it) => it.ended));

    const hints = listeners.map((it) => it.inbox.all("closing"));
    assert.ok(hints.every((it) => it.length === 1 && it[0].retryAfterMs >= 1000), JSON.stringify(hints));
    assert.ok(new Set(hints.map(([it]) => it.retryAfterMs)).size > 50, "they are not spread out");

    const second = await startServer(t, ...options, "--port", first.port);
    assert.equal(second.url, first.url);
    const back = await Promise.all(listeners.map(async (before, i) => {
        const client = await kindOf(i + 1).connect(t, second.url);
        const { recovered } = await join(client, ROOM, `listener ${i}`, { lastOrder: ordersOf(before).length });
        assert.ok(recovered);
        return client;
    }));
    restart();
    await Promise.all(publishing);

    const total = PUBLISHERS * POSTS_OF_EACH;
    assert.deepEqual([...acknowledged.orders.values()].sort((a, b) => a - b), upTo(total));
    for (const [i, client] of back.entries()) {
        await client.inbox.next("exchanges", (it) => it.order === total);
        const heard = [...listeners[i].inbox.all("exchanges"), ...client.inbox.all("exchanges")];
        assert.deepEqual(heard.map((it) => it.order), upTo(total), "a gap, or one twice");
        assert.ok(heard.every((it) => acknowledged.orders.get(it.content) === it.order), "another message than that acknowledged");
    }
});
