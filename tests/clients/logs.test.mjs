// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the operator reads in the log, and how the settings are read again.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";

import { BOTH_KINDS, join, post, upTo } from "./support/clients.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { makeFiles } from "./support/SecuredServer.mjs";
import { runServer, startServer } from "./support/Server.mjs";

const entriesOf = (server) => server.log.split("\n").filter(Boolean).map((line) => JSON.parse(line));

/** Starts a server with a configuration file, which `configure` writes anew and has read again. */
async function startConfigured(t, content) {
    const path = await (await makeFiles(t))("parlor.ini", content);
    const server = await startServer(t, "--config", path);
    const configure = async (newContent) => {
        await writeFile(path, newContent);
        server.signal("SIGHUP");
    };
    return { server, configure, path };
}

test("a quiet server logs a line for each room, and none for requests and connections", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    await server.closeRoom("tea");
    await server.logged(/ info parlor\.rooms: room closed room=tea by=/);
    assert.match(server.log, /^\d{4}-\d\d-\d\dT[\d:.]+Z info parlor\.rooms: room created room=tea by=Peter$/m);
    assert.doesNotMatch(server.log, /parlor\.(http|connections)/);
});

for (const [kind, Client] of BOTH_KINDS) {
    test(`${kind}: at debug, a connection has two lines and a request one, as JSON, without contents and queries`, async (t) => {
        const server = await startServer(t, "--log-format", "json", "--log-level", "debug");
        await server.createRoom("tea");
        const anna = await Client.connect(t, server.url);
        await join(anna, "tea", "Anna");
        await post(anna, "tea", "Anna", "a secret word");
        await server.request("GET", "/rooms/tea/messages?limit=5&access_token=hidden");
        anna.close();
        await server.logged(/connection closed.*"transport":"\/(ws|socket\.io)"/);
        await server.logged(/room.*messages/);
        const entries = entriesOf(server);
        const opened = entries.find((it) => it.message === "connection opened" && it.transport !== "http");
        const closed = entries.find((it) => it.message === "connection closed" && it.connection === opened.connection);
        assert.equal(opened.category, "parlor.connections");
        assert.equal(opened.level, "debug");
        assert.equal(closed.address, "127.0.0.1");
        assert.match(closed.reason, /^close code 100\d$/);
        assert.ok(closed.durationMs >= 0);
        // Where the peer just breaks off, nobody can ask the system any more.
        if (closed.reason !== "close code 1006") assert.ok(closed.receivedBytes > 0 && closed.sentBytes > 0, JSON.stringify(closed));
        const request = entries.find((it) => it.message === "request" && it.path === "/api/v1/rooms/tea/messages");
        assert.deepEqual([request.method, request.status], ["GET", 200]);
        assert.ok(request.durationMs >= 0 && request.requestId.length === 16);
        assert.doesNotMatch(server.log, /a secret word|hidden|limit=5/);
    });
}

test("every answer says what the log calls its request: as the client does, where that is harmless", async (t) => {
    const server = await startServer(t, "--log-rule", "parlor.http=debug");
    const idOf = async (path, id) => {
        const response = await fetch(server.url + path, { headers: id ? { "x-request-id": id } : {} });
        return response.headers.get("x-request-id");
    };
    assert.equal(await idOf("/api/v1/rooms", "proxy-1:a/b@c"), "proxy-1:a/b@c");
    assert.match(await idOf("/api/v1/rooms"), /^[0-9a-f]{16}$/);
    assert.notEqual(await idOf("/api/v1/rooms"), await idOf("/api/v1/rooms"));
    assert.match(await idOf("/nowhere?q=1"), /^[0-9a-f]{16}$/);
    for (const bad of ["two words", "x".repeat(129), "quote\""]) {
        assert.match(await idOf("/api/v1/rooms", bad), /^[0-9a-f]{16}$/);
    }
    await server.logged(/parlor\.http: request method=GET path=\/nowhere status=404/);
    assert.match(server.log, /requestId=proxy-1:a\/b@c$/m);
});

test("SIGHUP applies what it can of the settings, and says what needs a restart", async (t) => {
    const { server, configure, path } = await startConfigured(t, "port = 0\n");
    await configure("port = 0\nlog-format = json\nlog-level = debug\ncors-origin = https://a.example\nno-web = true\n");
    await server.logged(/setting needs a restart: no-web: false, now true/);
    assert.match(server.log, /setting changed: log-level: info, now debug/);
    assert.match(server.log, /setting changed: cors-origin: nothing, now https:\/\/a\.example/);
    const response = await fetch(`${server.url}/api/v1/rooms`, { headers: { origin: "https://a.example" } });
    assert.equal(response.headers.get("access-control-allow-origin"), "https://a.example");
    await server.logged(/^\{.*"message":"request"/m);

    await configure("port = 0\nlog-lvel = debug\n");
    await server.logged(/log-lvel/);
    await server.logged(/going on with the settings of before/);
    assert.ok(server.log.includes(`${path}:2: unknown setting 'log-lvel'; did you mean 'log-level'?`), server.log);

    await configure("port = 0\nlog-format = json\nlog-level = debug\ncors-origin = https://a.example\n");
    await server.logged(/settings read again: nothing changed/);
});

test("limits are other ones after SIGHUP, for those too who are connected", async (t) => {
    const { server, configure } = await startConfigured(t, "limit-loopback = true\n");
    for (const roomId of ["tea", "coffee"]) await server.createRoom(roomId);
    const [anna, ben] = [await PlainClient.connect(t, server.url), await PlainClient.connect(t, server.url)];
    await join(anna, "tea", "Anna");
    await configure("limit-loopback = true\nmax-rooms-per-creator = 2\nmax-participants = 1\npost-rate = 1\nmax-connections-per-address = 1\n");
    await server.logged(/setting changed: max-connections-per-address: 1000, now 1/);
    assert.equal((await server.request("POST", "/rooms", { roomId: "milk", creatorUsername: "Peter" })).status, 403);
    assert.equal((await ben.request("participants", { roomId: "tea", username: "Ben" })).status, "error");
    const answers = await Promise.all(upTo(5).map(() => anna.request("exchanges", { roomId: "tea", username: "Anna", content: "…" })));
    assert.ok(answers.some((it) => it.status === "error"), JSON.stringify(answers));
    await assert.rejects(PlainClient.connect(t, server.url).then((it) => it.request("leave", { roomId: "tea" })));
});

test("--check-config looks into the files that the settings name, too", async (t) => {
    const write = await makeFiles(t);
    const secret = await write("secret", "short");
    const refused = await runServer("--jwt-secret-file", secret, "--check-config");
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /secret' holds a secret of less than 32 bytes/);
    await write("secret", "x".repeat(40));
    const good = await runServer("--jwt-secret-file", secret, "--check-config");
    assert.deepEqual([good.code, good.stdout], [0, "ok\n"]);
});
