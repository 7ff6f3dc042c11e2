// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// People in rooms: everyone hears everything that is said in theirs, once and in one order, and nothing of the others'.
import assert from "node:assert/strict";
import { test } from "node:test";

import { BOTH_KINDS, heard, join, ordersOf, post, upTo } from "./support/clients.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { startServer } from "./support/Server.mjs";
import { SocketIoClient } from "./support/SocketIoClient.mjs";
import { SocketIoProcess } from "./support/SocketIoProcess.mjs";

test("two Socket.IO processes and a plain client hear each message once and in order", async (t) => {
    const MESSAGES_EACH = 50;
    const server = await startServer(t);
    await server.createRoom("tea");
    await server.createRoom("coffee");

    const anna = await SocketIoProcess.connect(t, server.url);
    const ben = await SocketIoProcess.connect(t, server.url);
    const cleo = await PlainClient.connect(t, server.url);
    const others = [await SocketIoClient.connect(t, server.url), await PlainClient.connect(t, server.url)];
    const people = { anna, ben, cleo };
    for (const [name, client] of Object.entries(people)) {
        await join(client, "tea", name);
    }
    for (const client of others) {
        await join(client, "coffee", "Dora");
    }

    // All at once: nobody waits for an acknowledgement before the next message.
    const posts = Object.entries(people).flatMap(([name, client]) => (
        upTo(MESSAGES_EACH).map(async (i) => {
            const content = `${name} ${i}`;
            return { content, order: (await post(client, "tea", name, content)).order };
        })));
    const acknowledged = await Promise.all(posts);
    const last = MESSAGES_EACH * 3;
    assert.deepEqual(acknowledged.map((it) => it.order).sort((a, b) => a - b), upTo(last));

    // What a room's members heard before its last message is all that they were told.
    await post(anna, "tea", "anna", "the end");
    await post(others[0], "coffee", "Dora", "another end");
    const contentByOrder = new Map(acknowledged.map((it) => [it.order, it.content]));
    for (const [name, client] of Object.entries(people)) {
        await heard(client, "the end");
        assert.deepEqual(ordersOf(client), upTo(last + 1), name);
        for (const message of client.inbox.all("exchanges").slice(0, last)) {
            assert.equal(message.content, contentByOrder.get(message.order));
            assert.equal(message.username, message.content.split(" ")[0]);
            assert.equal(message.socketId, people[message.username].id ?? message.socketId);
        }
    }
    for (const client of others) {
        await heard(client, "another end");
        assert.deepEqual(ordersOf(client), [1]);
    }
});

for (const [kind, Client] of BOTH_KINDS) {
    test(`${kind}: a sender hears its message before it is told that it was stored`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await Client.connect(t, server.url);
        await join(client, "tea", "Anna");
        for (const order of upTo(20)) {
            const answer = await post(client, "tea", "Anna", `cup ${order}`);
            assert.equal(answer.order, order);
            assert.deepEqual(ordersOf(client), upTo(order));
        }
    });

    test(`${kind}: a message arrives as it was sent, with what the server adds`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await Client.connect(t, server.url);
        const { socketId } = await join(client, "tea", "Anna");
        const sent = {
            roomId: "tea", username: "Anna", content: "☕ “hot”\n\u0000", createdAt: "2026-01-31T12:00:00.000Z",
            avatar: "cat.png", nested: { list: [1, 2.5, null, "é"] }, order: 99, socketId: "mine",
        };
        const answer = await client.request("exchanges", sent);
        assert.deepEqual(answer, { status: "ok", order: 1, createdAt: sent.createdAt });
        const expected = { ...sent, order: 1, socketId };
        assert.deepEqual(await heard(client, sent.content), expected);
        const { roomId, socketId: _, ...stored } = expected;
        assert.deepEqual((await server.request("GET", "/rooms/tea/messages")).body, [stored]);
    });

    test(`${kind}: a createdAt that is no time is replaced by the server's`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await Client.connect(t, server.url);
        const { createdAt } = await post(client, "tea", "Anna", "hot", { createdAt: "yesterday" });
        assert.match(createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        assert.equal((await heard(client, "hot")).createdAt, createdAt);
    });

    test(`${kind}: who repeats a clientMessageId is told the first message's order`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await Client.connect(t, server.url);
        const id = { clientMessageId: "m-1" };
        const [first, repeated] = await Promise.all([post(client, "tea", "Anna", "hot", id),
                                                     post(client, "tea", "Anna", "hot", id)]);
        const late = await post(client, "tea", "Anna", "hot", id);
        assert.deepEqual(first, { status: "ok", order: 1, createdAt: first.createdAt });
        assert.deepEqual(repeated, { ...first, duplicate: true });
        assert.deepEqual(late, { ...first, duplicate: true });
        await post(client, "tea", "Anna", "the end");
        await heard(client, "the end");
        assert.deepEqual(ordersOf(client), [1, 2]);
        assert.equal((await server.request("GET", "/rooms/tea")).body.messages, 2);
    });

    test(`${kind}: who posts without having joined joins by it`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await Client.connect(t, server.url);
        assert.equal((await post(client, "tea", "Anna", "hot")).order, 1);
        assert.equal((await heard(client, "hot")).username, "Anna");
        const { body } = await server.request("GET", "/rooms/tea/participants");
        assert.deepEqual(body.map((it) => [it.username, it.connected]), [["Anna", true]]);
    });

    test(`${kind}: what REST posts is heard live`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await Client.connect(t, server.url);
        await join(client, "tea", "Anna");
        const message = await server.post("tea", "from afar");
        const event = await heard(client, "from afar");
        assert.equal(event.order, message.order);
        assert.equal(event.roomId, "tea");
    });
}
