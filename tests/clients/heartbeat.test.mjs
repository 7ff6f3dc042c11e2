// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Connections that died without a word, seen from both ends.
import assert from "node:assert/strict";
import { test } from "node:test";

import { BOTH_KINDS, join, post } from "./support/clients.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { startServer } from "./support/Server.mjs";
import { SocketIoClient } from "./support/SocketIoClient.mjs";
import { SocketIoProcess } from "./support/SocketIoProcess.mjs";

const QUICK = ["--ping-interval", "300", "--ping-timeout", "1200"];

const isGone = (username) => (participants) => participants.some((it) => it.username === username && !it.connected);

/** Settles once the server has pinged the client that many times. */
function pings(client, count) {
    return new Promise((resolve) => client.onPing(() => { if (--count === 0) resolve(); }));
}

for (const [kind, Client] of BOTH_KINDS) {
    test(`${kind}: a client that answers stays for longer than any timeout`, async (t) => {
        const server = await startServer(t, "--ping-interval", "100", "--ping-timeout", "400");
        await server.createRoom("tea");
        const client = await Client.connect(t, server.url);
        await join(client, "tea", "Anna");
        await pings(client, 8);
        assert.equal((await post(client, "tea", "Anna", "still here")).order, 1);
    });
}

test("Socket.IO: a client that stops answering is dropped, and its room is told", async (t) => {
    const server = await startServer(t, ...QUICK);
    await server.createRoom("tea");
    const watcher = await PlainClient.connect(t, server.url);
    await join(watcher, "tea", "Anna");
    const sleeper = await SocketIoProcess.connect(t, server.url);
    await join(sleeper, "tea", "Ben");
    sleeper.freeze();
    await watcher.inbox.next("participants/tea", isGone("Ben"));
    sleeper.thaw();
    await sleeper.ended;
});

test("plain: a client that stops answering is dropped, and its room is told", async (t) => {
    const server = await startServer(t, ...QUICK);
    await server.createRoom("tea");
    const watcher = await SocketIoClient.connect(t, server.url);
    await join(watcher, "tea", "Anna");
    const sleeper = await PlainClient.connect(t, server.url, { autoPong: false });
    await join(sleeper, "tea", "Ben");
    await watcher.inbox.next("participants/tea", isGone("Ben"));
    await sleeper.ended;
});

test("Socket.IO: a client notices a server that no longer answers", async (t) => {
    const server = await startServer(t, ...QUICK);
    const client = await SocketIoClient.connect(t, server.url);
    server.signal("SIGSTOP");
    assert.equal(await client.ended, "ping timeout");
    server.signal("SIGCONT");
});
