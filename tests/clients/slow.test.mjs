// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A client that does not read what it is sent.
import assert from "node:assert/strict";
import { test } from "node:test";

import { join, ordersOf, post, upTo } from "./support/clients.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { startServer } from "./support/Server.mjs";

/** More than the kernels of both ends hold for a connection. */
const MESSAGES = 400;
const CONTENT = "x".repeat(60_000);

test("plain: one who falls behind is dismissed, holds nobody up, and has lost nothing when it comes back", async (t) => {
    const server = await startServer(t, "--max-pending-bytes", "65536");
    await server.createRoom("tea");
    const slow = await PlainClient.connect(t, server.url);
    await join(slow, "tea", "Ben");
    const quick = await PlainClient.connect(t, server.url);
    await join(quick, "tea", "Anna");
    slow.pause();
    for (let i = 0; i < MESSAGES; ++i) {
        await post(quick, "tea", "Anna", CONTENT);
    }
    assert.deepEqual(ordersOf(quick), upTo(MESSAGES));

    slow.resume();
    await slow.ended;
    const known = ordersOf(slow);
    assert.ok(known.length < MESSAGES, "nothing was left out");
    assert.deepEqual(known, upTo(known.length));

    const back = await PlainClient.connect(t, server.url);
    const { recovered, gapFrom, gapTo } = await join(back, "tea", "Ben", { lastOrder: known.length });
    assert.equal(recovered, false);
    assert.equal(gapFrom, known.length + 1);
    const missed = [];
    while (missed.length < gapTo - gapFrom + 1) {
        const after = known.length + missed.length;
        const { body } = await server.request("GET", `/rooms/tea/messages?after=${after}&before=${gapTo + 1}&limit=100`);
        missed.push(...body.map((it) => it.order));
    }
    assert.deepEqual([...known, ...missed, ...ordersOf(back)], upTo(MESSAGES));
});
