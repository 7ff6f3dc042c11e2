// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every version of socket.io-client, by every transport, against the same chat.
import assert from "node:assert/strict";
import { test } from "node:test";

import { FORBIDDEN, heard, invalid, join, ordersOf, post, upTo } from "./support/clients.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { startServer } from "./support/Server.mjs";
import { EVERY_CLIENT, SocketIoClient } from "./support/SocketIoClient.mjs";

const UPGRADING = EVERY_CLIENT.filter(([, options]) => !options.transports);

test("clients of every version and transport hear the same in one room", async (t) => {
    const MESSAGES_EACH = 25;
    const server = await startServer(t);
    await server.createRoom("tea");
    const people = new Map();
    await Promise.all(EVERY_CLIENT.map(async ([name, options]) => {
        people.set(name, await SocketIoClient.connect(t, server.url, options));
    }));
    people.set("plain", await PlainClient.connect(t, server.url));
    for (const [name, client] of people) {
        const { socketId } = await join(client, "tea", name);
        assert.equal(socketId, client.id ?? socketId, name);
    }

    const posts = [...people].flatMap(([name, client]) => upTo(MESSAGES_EACH).map(async (i) => {
        const content = `${name} ${i}: „żółć” 🫖`;
        return { content, order: (await post(client, "tea", name, content)).order };
    }));
    const acknowledged = await Promise.all(posts);
    const last = people.size * MESSAGES_EACH;
    await post(people.get("plain"), "tea", "plain", "the end");

    const contentByOrder = new Map(acknowledged.map((it) => [it.order, it.content]));
    for (const [name, client] of people) {
        await heard(client, "the end");
        assert.deepEqual(ordersOf(client), upTo(last + 1), name);
        for (const message of client.inbox.all("exchanges").slice(0, last)) {
            assert.equal(message.content, contentByOrder.get(message.order), name);
            assert.equal(message.socketId, people.get(message.username).id ?? message.socketId, name);
        }
    }
    for (const [name, options] of EVERY_CLIENT) {
        const expected = options.transports?.[0] ?? "websocket";
        await (expected === "websocket" ? people.get(name).upgraded() : undefined);
        assert.equal(people.get(name).transport, expected, name);
    }
});

/** Posts one message after the other until it is told to stop. */
async function chatter(client, roomId, username, isOver) {
    for (let i = 1; !isOver(); ++i) {
        await post(client, roomId, username, `${username} ${i}`);
    }
}

for (const [name, options] of UPGRADING) {
    test(`${name}: nothing is lost or doubled while it upgrades under load`, async (t) => {
        const CLIENTS = 12;
        const server = await startServer(t);
        await server.createRoom("tea");
        const speakers = [await PlainClient.connect(t, server.url), await SocketIoClient.connect(t, server.url)];
        let isOver = false;
        const chats = speakers.flatMap((client, i) => (
            upTo(4).map((j) => chatter(client, "tea", `speaker ${i}.${j}`, () => isOver))));

        const listeners = await Promise.all(upTo(CLIENTS).map(async (i) => {
            const client = await SocketIoClient.connect(t, server.url, options);
            const { lastOrder } = await join(client, "tea", `listener ${i}`);
            // It posts as well, on whatever transport it has just then.
            const posts = upTo(10).map((j) => post(client, "tea", `listener ${i}`, `listener ${i}: ${j}`));
            await client.upgraded();
            await Promise.all(posts);
            await heard(client, `listener ${i}: 10`);
            return { client, lastOrder };
        }));
        isOver = true;
        await Promise.all(chats);

        const { order } = await post(speakers[0], "tea", "speaker 0", "the end");
        for (const { client, lastOrder } of listeners) {
            await heard(client, "the end");
            assert.deepEqual(ordersOf(client), upTo(order, lastOrder + 1));
            assert.equal(client.transport, "websocket");
        }
    });
}

for (const [name, options] of EVERY_CLIENT) {
    test(`${name}: gets the same answers and errors`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await SocketIoClient.connect(t, server.url, options);
        const nameless = invalid("username should not be empty");
        assert.deepEqual(await client.request("participants", { roomId: "tea" }), nameless);
        assert.deepEqual(await client.inbox.next("exception"), nameless);
        client.send("leave", "tea");
        assert.deepEqual(await client.inbox.next("exception"), invalid("data must be an object"));

        const { socketId } = await join(client, "tea", "Anna");
        assert.equal(socketId, client.id);
        const present = ([it]) => it && it.socketId === client.id && it.username === "Anna" && it.connected;
        await client.inbox.next("participants/tea", present);
        const elsewhere = { roomId: "nowhere", username: "Anna", content: "hello" };
        assert.equal(await client.request("exchanges", elsewhere), "Invalid Room ID");

        const binary = { roomId: "tea", username: "Anna", content: Buffer.from([0, 1, 255]) };
        assert.deepEqual(await client.request("exchanges", binary), invalid("binary data is not supported"));
        assert.deepEqual(await client.inbox.next("exception"), invalid("binary data is not supported"));
        await post(client, "tea", "Anna", "words");
        await heard(client, "words");

        assert.deepEqual(await client.request("participants", elsewhere), FORBIDDEN);
        assert.deepEqual(await client.inbox.next("exception"), FORBIDDEN);
        assert.equal(await client.ended, "io server disconnect");
        assert.deepEqual(ordersOf(client), [1]);
    });
}

for (const [name, options] of EVERY_CLIENT) {
    test(`${name}: is told when the server stops`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await SocketIoClient.connect(t, server.url, options);
        await join(client, "tea", "Anna");
        server.signal("SIGTERM");
        assert.equal(await client.ended, "transport close");
        await server.ended();
    });
}
