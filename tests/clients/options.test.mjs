// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the operator may set, as far as clients notice, and what the server refuses to start with.
import assert from "node:assert/strict";
import { test } from "node:test";

import { BOTH_KINDS, heard, join, ordersOf, post, upTo } from "./support/clients.mjs";
import { runServer, startServer } from "./support/Server.mjs";
import { SocketIoClient } from "./support/SocketIoClient.mjs";

for (const [kind, Client] of BOTH_KINDS) {
    test(`${kind}: --exchange-scope server lets every connection hear every message, once`, async (t) => {
        const server = await startServer(t, "--exchange-scope", "server");
        await server.createRoom("tea");
        await server.createRoom("coffee");
        const [anna, stranger] = [await Client.connect(t, server.url), await Client.connect(t, server.url)];
        await join(anna, "tea", "Anna");
        await post(anna, "tea", "Anna", "in tea");
        await server.post("coffee", "in coffee");
        await server.post("tea", "the end");
        for (const client of [anna, stranger]) {
            await heard(client, "in coffee");
            await heard(client, "the end");
            const said = client.inbox.all("exchanges").map((it) => `${it.roomId} ${it.order}`);
            assert.deepEqual(said.sort(), ["coffee 1", "tea 1", "tea 2"]);
        }
    });

    test(`${kind}: --message-event adds names under which messages are emitted`, async (t) => {
        const server = await startServer(t, "--message-event", "{roomId}", "--message-event", "said in {roomId}!");
        await server.createRoom("té");
        const client = await Client.connect(t, server.url);
        await server.post("té", "before");
        await join(client, "té", "Anna", { lastOrder: 0 });
        await post(client, "té", "Anna", "live");
        await heard(client, "live");
        for (const name of ["té", "said in té!"]) {
            await client.inbox.next(name, (it) => it.content === "live");
            assert.deepEqual(client.inbox.all(name), client.inbox.all("exchanges"));
        }
        assert.deepEqual(ordersOf(client), [1, 2]);
    });

    test(`${kind}: a room whose name is that of another event does not break its --message-event`, async (t) => {
        const server = await startServer(t, "--message-event", "{roomId}");
        for (const roomId of ["disconnect", "connect_error", "newListener", "exchanges", "exception"]) {
            await server.createRoom(roomId);
            const client = await Client.connect(t, server.url);
            await server.post(roomId, "before");
            await join(client, roomId, "Anna", { lastOrder: 0 });
            await post(client, roomId, "Anna", "live");
            assert.equal((await client.request("leave", { roomId })).status, "ok");
            assert.deepEqual(ordersOf(client), [1, 2], roomId);
            assert.deepEqual(client.inbox.all("exception"), []);
        }
    });

    test(`${kind}: a message larger than --max-message-bytes ends the connection`, async (t) => {
        const server = await startServer(t, "--max-message-bytes", "4096");
        await server.createRoom("tea");
        const [anna, ben] = [await Client.connect(t, server.url), await Client.connect(t, server.url)];
        await join(ben, "tea", "Ben");
        anna.send("exchanges", { roomId: "tea", username: "Anna", content: "x".repeat(5000) });
        await anna.ended;
        await post(ben, "tea", "Ben", "x".repeat(3000));
    });
}

test("one that polls catches up under every --message-event", async (t) => {
    const server = await startServer(t, "--max-pending-bytes", "65536", "--message-event", "{roomId}", "--message-event", "news");
    await server.createRoom("tea");
    for (let i = 1; i <= 100; ++i) {
        await server.post("tea", "x".repeat(400));
    }
    const client = await SocketIoClient.connect(t, server.url, { transports: ["polling"] });
    const { missed, gapTo } = await join(client, "tea", "Anna", { lastOrder: 0 });
    await post(client, "tea", "Anna", "live");
    for (const name of ["exchanges", "tea", "news"]) {
        await client.inbox.next(name, (it) => it.content === "live");
        assert.deepEqual(client.inbox.all(name).map((it) => it.order), upTo(101, gapTo + 1));
    }
    assert.equal(missed, 100 - gapTo);
});

test("what cannot be served is refused with exit code 2 and a reason", async () => {
    const cases = [
        [["--port", "70000"], /--port must be a number from 0 to 65535, not '70000'/],
        [["--exchange-scope", "world"], /--exchange-scope must be room or server/],
        [["--host", "0.0.0.0", "--port", "0"], /refusing to listen on 0\.0\.0\.0.*--allow-anonymous/],
        [["--storage", "paper"], /--storage must be sqlite or memory, not 'paper'/],
        [["--durability", "some"], /--durability must be full or normal, not 'some'/],
        [["--message-event", "disconnect"], /--message-event must be a name that has no other meaning, not 'disconnect'/],
        [["--nonsense"], /nonsense/],
        [["stray"], /unexpected argument 'stray'/],
        [["--config", "/nowhere.ini"], /cannot read the configuration file/],
    ];
    for (const [args, reason] of cases) {
        const { code, stdout, stderr } = await runServer(...args);
        assert.equal(code, 2, args.join(" "));
        assert.equal(stdout, "");
        assert.match(stderr, reason);
    }
});

test("a port that is taken is refused with a reason", async (t) => {
    const server = await startServer(t);
    const { code, stdout, stderr } = await runServer("--port", server.port, "--storage", "memory");
    assert.notEqual(code, 0);
    assert.equal(stdout, "");
    assert.match(stderr, new RegExp(`cannot listen on 127\\.0\\.0\\.1, port ${server.port}`));
});

test("--help lists every option, --version says the version", async () => {
    const help = await runServer("--help");
    assert.equal(help.code, 0);
    for (const name of ["host", "port", "data", "storage", "durability", "retain-messages", "retain-days", "backup", "check",
                        "io-threads", "ping-interval", "ping-timeout", "max-message-bytes", "max-pending-bytes",
                        "exchange-scope", "message-event", "allow-anonymous", "cors-origin", "no-web",
                        "config"]) {
        assert.match(help.stdout, new RegExp(`--${name}\\b`));
    }
    const version = await runServer("--version");
    assert.equal(version.code, 0);
    assert.match(version.stdout, /^parlor-server \d+\.\d+\.\d+\n$/);
});
