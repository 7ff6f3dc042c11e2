// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What only one of the two protocols has.
import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { test } from "node:test";

import { FORBIDDEN, heard, invalid, join, ordersOf, post } from "./support/clients.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { startServer } from "./support/Server.mjs";
import { SocketIoClient, TRANSPORTS } from "./support/SocketIoClient.mjs";

const POLICY_VIOLATION = 1008;

/** What has a connection to the server that was used for a request and waits for the next one. */
async function usedAgent(t, server) {
    const agent = new Agent({ keepAlive: true });
    t.after(() => agent.destroy());
    const free = once(agent, "free");
    const [response] = await once(get(`${server.url}/health/live`, { agent }), "response");
    assert.equal(response.statusCode, 200);
    response.resume();
    await free;
    return agent;
}

test("plain: a request is answered under its id, which may be any string or number", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const client = await PlainClient.connect(t, server.url);
    for (const id of [0, -1.5, "", "a-1", "ünïcode \"quoted\""]) {
        const good = await client.requestAnswer("participants", { roomId: "tea", username: "Anna" }, id);
        assert.equal(good.event, "ack", JSON.stringify(id));
        const bad = await client.requestAnswer("participants", {}, id);
        assert.equal(bad.event, "exception", JSON.stringify(id));
    }
    assert.deepEqual(client.inbox.all("exception"), []);
});

test("plain: a WebSocket may begin on a connection that was used for requests", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const agent = await usedAgent(t, server);
    const client = await PlainClient.connect(t, server.url, { agent });
    await join(client, "tea", "Anna");
});

test("Socket.IO: a WebSocket may begin on a connection that was used for requests", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    for (const [name, options] of TRANSPORTS.filter(([it]) => it !== "polling")) {
        const agent = await usedAgent(t, server);
        const client = await SocketIoClient.connect(t, server.url, { ...options, agent });
        await client.upgraded();
        await join(client, "tea", name);
    }
});

test("plain: joining an unknown room is refused, then the connection is closed with 1008", async (t) => {
    const server = await startServer(t);
    const client = await PlainClient.connect(t, server.url);
    const answer = await client.requestAnswer("participants", { roomId: "nowhere", username: "Anna" });
    assert.deepEqual(answer, { event: "exception", data: FORBIDDEN });
    assert.equal((await client.ended).code, POLICY_VIOLATION);
});

test("plain: frames that are none of the protocol's are answered by an exception", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const client = await PlainClient.connect(t, server.url);
    for (const text of ["", "{", "[]", "null", '{"data":{}}', '{"event":5}', `${"[".repeat(20_000)}`]) {
        client.sendFrame(text);
        const exception = await client.inbox.next("exception");
        assert.deepEqual([exception.status, exception.code], ["error", "validation"], text.slice(0, 20));
    }
    client.sendFrame(Buffer.from('{"event":"participants"}'));
    assert.deepEqual(await client.inbox.next("exception"), invalid("binary frames are not supported"));
    await join(client, "tea", "Anna");
});

test("plain: a frame that is wrong is answered under its id, where that can be read", async (t) => {
    const server = await startServer(t);
    const client = await PlainClient.connect(t, server.url);
    const expected = { event: "exception", data: invalid("The frame's 'event' must be a string that is not empty") };
    for (const [id, event] of [[10, 5], [11, undefined], ["a-1", ""]]) {
        assert.deepEqual(await client.requestAnswer(event, {}, id), expected);
    }
    assert.deepEqual(client.inbox.all("exception"), []);
});

test("Socket.IO: binary data is refused, and the connection stays", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const client = await SocketIoClient.connect(t, server.url);
    const binary = { roomId: "tea", username: "Anna", content: Buffer.from([1, 2, 3]) };
    assert.deepEqual(await client.request("exchanges", binary), invalid("binary data is not supported"));
    assert.deepEqual(await client.inbox.next("exception"), invalid("binary data is not supported"));
    await post(client, "tea", "Anna", "words");
    await heard(client, "words");
    assert.deepEqual(ordersOf(client), [1]);
});

test("Socket.IO: an event that is unknown is ignored with binary data, too", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const client = await SocketIoClient.connect(t, server.url);
    const unheard = () => assert.fail("an unknown event was acknowledged");
    client.send("unknown", Buffer.from([1, 2, 3]));
    client.send("unknown", { more: [Buffer.from([4])] }, unheard);
    // An answer to those would come before this one's.
    await join(client, "tea", "Anna");
    assert.deepEqual(client.inbox.all("exception"), []);
});

test("Socket.IO: a refused request is answered and told by exception", async (t) => {
    const server = await startServer(t);
    const client = await SocketIoClient.connect(t, server.url);
    const expected = invalid("roomId should not be empty");
    assert.deepEqual(await client.request("leave", {}), expected);
    assert.deepEqual(await client.inbox.next("exception"), expected);
});
