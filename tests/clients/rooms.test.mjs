// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Coming and going: joining, catching up, leaving, watching, being kicked, and rooms that are closed.
import assert from "node:assert/strict";
import { test } from "node:test";

import { BOTH_KINDS, FORBIDDEN, heard, invalid, join, ordersOf, post, upTo } from "./support/clients.mjs";
import { startServer } from "./support/Server.mjs";
import { SocketIoClient } from "./support/SocketIoClient.mjs";

const names = (participants) => participants.map((it) => it.username);
const connected = (participants) => names(participants.filter((it) => it.connected));

for (const [kind, Client] of BOTH_KINDS) {
    test(`${kind}: joining is acknowledged, and the room is told who is there`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        await server.post("tea", "hot");
        const anna = await Client.connect(t, server.url);
        const answer = await join(anna, "tea", "Anna", { avatar: "cat.png" });
        const { socketId } = answer;
        assert.deepEqual(answer, {
            status: "ok", roomId: "tea", socketId, lastOrder: 1, participants: 1, recovered: true, missed: 0,
        });
        assert.equal(anna.id ?? socketId, socketId);

        const ben = await Client.connect(t, server.url);
        assert.equal((await join(ben, "tea", "Ben")).participants, 2);
        for (const client of [anna, ben]) {
            const present = await client.inbox.next("participants/tea", (it) => it.length === 2);
            assert.deepEqual(connected(present), ["Anna", "Ben"]);
            const [{ joinedAt, ...first }] = present;
            assert.deepEqual(first, { roomId: "tea", username: "Anna", connected: true, socketId, avatar: "cat.png" });
            assert.match(joinedAt, /Z$/);
        }
        const { body } = await server.request("GET", "/rooms/tea/participants");
        assert.deepEqual(connected(body), ["Anna", "Ben"]);
    });

    test(`${kind}: who comes back is first given what it missed, then hears on without gap`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const writer = await Client.connect(t, server.url);
        for (const i of upTo(5)) {
            await post(writer, "tea", "Anna", `cup ${i}`);
        }
        // The joiners come in while messages are on their way.
        const posts = upTo(200, 6).map((i) => post(writer, "tea", "Anna", `cup ${i}`));
        const joiners = await Promise.all(upTo(4, 0).map(() => Client.connect(t, server.url)));
        const answers = await Promise.all(joiners.map((it, i) => join(it, "tea", `Ben ${i}`, { lastOrder: i })));
        await Promise.all(posts);
        await post(writer, "tea", "Anna", "the end");
        for (const [i, joiner] of joiners.entries()) {
            await heard(joiner, "the end");
            assert.deepEqual(ordersOf(joiner), upTo(201, i + 1));
            assert.equal(answers[i].recovered, true);
            assert.equal(answers[i].missed, answers[i].lastOrder - i);
        }
    });

    test(`${kind}: where history does not reach back, the gap is named`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const writer = await Client.connect(t, server.url);
        await Promise.all(upTo(1100).map((i) => post(writer, "tea", "Anna", `cup ${i}`)));
        const reader = await Client.connect(t, server.url);
        const answer = await join(reader, "tea", "Ben", { lastOrder: 10 });
        assert.deepEqual([answer.recovered, answer.gapFrom, answer.gapTo, answer.missed], [false, 11, 100, 1000]);
        assert.deepEqual(ordersOf(reader), upTo(1100, 101));
    });

    test(`${kind}: an order that the room never gave is not recovered from`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        await server.post("tea", "hot");
        const client = await Client.connect(t, server.url);
        const answer = await join(client, "tea", "Anna", { lastOrder: 7 });
        assert.deepEqual([answer.recovered, answer.gapFrom, answer.gapTo, answer.missed], [false, 1, 1, 0]);
    });

    test(`${kind}: who leaves hears nothing more, and the room is told`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const [anna, ben] = [await Client.connect(t, server.url), await Client.connect(t, server.url)];
        await join(anna, "tea", "Anna");
        await join(ben, "tea", "Ben");
        assert.deepEqual(await ben.request("leave", { roomId: "tea" }), { status: "ok" });
        const present = await anna.inbox.next("participants/tea", (it) => connected(it).length === 1 && it.length === 2);
        assert.deepEqual(present.map((it) => [it.username, it.connected]), [["Anna", true], ["Ben", false]]);

        await post(anna, "tea", "Anna", "without Ben");
        await join(ben, "tea", "Ben");
        await post(anna, "tea", "Anna", "with Ben");
        await heard(ben, "with Ben");
        assert.deepEqual(ordersOf(ben), [2]);
        assert.equal((await ben.request("leave", { roomId: "nowhere" })).code, "room.not-found");
    });

    test(`${kind}: a client that is gone is shown as not connected`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const [anna, ben] = [await Client.connect(t, server.url), await Client.connect(t, server.url)];
        await join(anna, "tea", "Anna");
        await join(ben, "tea", "Ben");
        ben.close();
        await anna.inbox.next("participants/tea", (it) => it.some((who) => who.username === "Ben" && !who.connected));
        assert.equal((await server.request("GET", "/rooms/tea")).body.participants, 1);
    });

    test(`${kind}: a client may be in several rooms`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        await server.createRoom("coffee");
        const client = await Client.connect(t, server.url);
        await join(client, "tea", "Anna");
        await join(client, "coffee", "Annie");
        await server.post("tea", "in tea");
        await server.post("coffee", "in coffee");
        assert.equal((await heard(client, "in tea")).roomId, "tea");
        assert.equal((await heard(client, "in coffee")).roomId, "coffee");
    });

    test(`${kind}: typing is told to the others`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const [anna, ben] = [await Client.connect(t, server.url), await Client.connect(t, server.url)];
        const { socketId } = await join(anna, "tea", "Anna");
        await join(ben, "tea", "Ben");
        assert.deepEqual(await anna.request("typing", { roomId: "tea", typing: true }), { status: "ok" });
        assert.deepEqual(await ben.inbox.next("typing"), { roomId: "tea", username: "Anna", socketId, typing: true });
        await post(ben, "tea", "Ben", "the end");
        await heard(anna, "the end");
        assert.deepEqual(anna.inbox.all("typing"), []);

        const stranger = await Client.connect(t, server.url);
        assert.deepEqual(await stranger.request("typing", { roomId: "tea", typing: true }), FORBIDDEN);
    });

    test(`${kind}: an observer hears a room without being in it`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        await server.post("tea", "before");
        const client = await Client.connect(t, server.url);
        const answer = await client.request("observe", { roomId: "tea", lastOrder: 0 });
        assert.deepEqual([answer.status, answer.roomId, answer.lastOrder, answer.participants, answer.missed],
                         ["ok", "tea", 1, 0, 1]);
        await server.post("tea", "live");
        await heard(client, "live");
        assert.deepEqual(ordersOf(client), [1, 2]);
        assert.deepEqual((await server.request("GET", "/rooms/tea/participants")).body, []);
        assert.deepEqual(await client.request("unobserve", { roomId: "tea" }), { status: "ok" });
        await server.post("tea", "unheard");
        await join(client, "tea", "Anna");
        await server.post("tea", "the end");
        await heard(client, "the end");
        assert.deepEqual(ordersOf(client), [1, 2, 4]);
    });

    test(`${kind}: who observes all rooms hears of rooms and everything said in them`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("old");
        const client = await Client.connect(t, server.url);
        const { status, roomId } = await client.request("observe", { roomId: "*" });
        assert.deepEqual({ status, roomId }, { status: "ok", roomId: "*" });
        await server.createRoom("new");
        const created = await client.inbox.next("rooms");
        assert.equal(created.type, "created");
        assert.deepEqual([created.room.roomId, created.room.creatorUsername], ["new", "Peter"]);
        await server.post("old", "in the old one");
        await server.post("new", "in the new one");
        assert.equal((await heard(client, "in the old one")).roomId, "old");
        assert.equal((await heard(client, "in the new one")).roomId, "new");
        await server.closeRoom("old");
        const closed = await client.inbox.next("rooms");
        assert.deepEqual([closed.type, closed.room.roomId], ["closed", "old"]);

        // In a room as well: still once.
        await join(client, "new", "Anna");
        await server.post("new", "once");
        await server.post("new", "the end");
        await heard(client, "the end");
        assert.equal(client.inbox.all("exchanges").filter((it) => it.content === "once").length, 1);

        assert.deepEqual(await client.request("unobserve", { roomId: "*" }), { status: "ok" });
        await server.createRoom("unheard");
        await server.post("new", "last of all");
        await heard(client, "last of all");
        assert.equal(client.inbox.all("rooms").length, 2);
    });

    test(`${kind}: a closed room tells its participants, and takes nothing more`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await Client.connect(t, server.url);
        await join(client, "tea", "Anna");
        await server.closeRoom("tea");
        const { closedAt, ...closed } = await client.inbox.next("closed");
        assert.deepEqual(closed, { roomId: "tea", closedBy: "admin" });
        assert.match(closedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        assert.equal(await client.request("exchanges", { roomId: "tea", username: "Anna", content: "late" }),
                     "Invalid Room ID");
        assert.equal((await server.request("GET", "/rooms/tea/messages")).status, 403);

        // The next room of that name begins anew, with nobody in it.
        await server.createRoom("tea");
        assert.equal((await server.post("tea", "a new life")).order, 1);
        assert.deepEqual((await server.request("GET", "/rooms/tea/participants")).body, []);
    });

    test(`${kind}: who is kicked is told why, and hears nothing more`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const [anna, ben] = [await Client.connect(t, server.url), await Client.connect(t, server.url)];
        await join(anna, "tea", "Anna");
        const { socketId } = await join(ben, "tea", "Ben");
        const path = `/rooms/tea/participants/${socketId}`;
        assert.equal((await server.request("DELETE", `${path}?reason=too%20loud`)).status, 204);
        assert.deepEqual(await ben.inbox.next("kicked"), { roomId: "tea", reason: "too loud" });
        await anna.inbox.next("participants/tea", (it) => it.some((who) => who.username === "Ben" && !who.connected));
        const again = await server.request("DELETE", path);
        assert.equal(again.status, 404);
        assert.equal(again.body.code, "participant.not-found");

        // Its connection stays, and may come back.
        await server.post("tea", "without Ben");
        await join(ben, "tea", "Ben");
        await server.post("tea", "with Ben");
        await heard(ben, "with Ben");
        assert.deepEqual(ordersOf(ben), [2]);
    });

    test(`${kind}: a payload that breaks a rule is answered with what is wrong, and nothing else happens`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await Client.connect(t, server.url);
        const cases = [
            ["participants", {}, "roomId should not be empty", "username should not be empty"],
            ["participants", { roomId: "tea", username: "" }, "username should not be empty"],
            ["participants", { roomId: 7, username: "Anna" }, "roomId must be a string"],
            ["participants", { roomId: "tea", username: "Anna", lastOrder: -1 }, "lastOrder must not be less than 0"],
            ["participants", { roomId: "tea", username: "Anna", lastOrder: "1" }, "lastOrder must be an integer number"],
            ["participants", { roomId: "tea", username: "Anna", avatar: "x".repeat(9000) },
                "extra fields must not take more than 8192 bytes"],
            ["participants", "tea", "data must be an object"],
            ["exchanges", { roomId: "tea" }, "username should not be empty", "content should not be empty"],
            ["exchanges", { roomId: "tea", username: "Anna", content: 5 }, "content must be a string"],
            ["typing", { roomId: "tea", typing: "yes" }, "typing must be a boolean value"],
            ["leave", {}, "roomId should not be empty"],
            ["observe", { roomId: "x".repeat(129) }, "roomId must be shorter than or equal to 128 characters"],
        ];
        for (const [event, data, ...messages] of cases) {
            assert.deepEqual(await client.request(event, data), invalid(...messages), `${event} ${JSON.stringify(data)}`);
        }
        assert.deepEqual((await server.request("GET", "/rooms/tea/participants")).body, []);
        assert.deepEqual((await server.request("GET", "/rooms/tea/messages")).body, []);

        client.send("exchanges", { roomId: "tea", username: "Anna" });
        await client.inbox.next("exception", (it) => it.message.join() === "content should not be empty");
    });

    test(`${kind}: posting to an unknown room is answered as the original did`, async (t) => {
        const server = await startServer(t);
        const client = await Client.connect(t, server.url);
        const message = { roomId: "nowhere", username: "Anna", content: "hello?" };
        assert.equal(await client.request("exchanges", message), "Invalid Room ID");
        assert.deepEqual(client.inbox.all("exception"), []);
        client.send("exchanges", message);
        assert.deepEqual(await client.inbox.next("exception"),
                         { status: "error", code: "room.not-found", message: "Room with 'nowhere' not found" });
    });

    test(`${kind}: joining an unknown room without asking for an answer ends the connection, too`, async (t) => {
        const server = await startServer(t);
        const client = await Client.connect(t, server.url);
        client.send("participants", { roomId: "nowhere", username: "Anna" });
        assert.deepEqual(await client.inbox.next("exception"), FORBIDDEN);
        await client.ended;
    });

    test(`${kind}: unknown events are ignored`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await Client.connect(t, server.url);
        client.send("nonsense", { roomId: "tea" });
        client.send("nonsense", "x".repeat(1000));
        await join(client, "tea", "Anna");
        assert.deepEqual(client.inbox.all("exception"), []);
    });
}

test("Socket.IO: joining an unknown room is refused by exception and answer, then the server disconnects", async (t) => {
    const server = await startServer(t);
    const client = await SocketIoClient.connect(t, server.url);
    assert.deepEqual(await client.request("participants", { roomId: "nowhere", username: "Anna" }), FORBIDDEN);
    assert.deepEqual(await client.inbox.next("exception"), FORBIDDEN);
    assert.equal(await client.ended, "io server disconnect");
});
