// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { messages, next, plain, socketIo, startServer } from "./support.mjs";

let server;
before(async () => (server = await startServer("--io-threads", "2")));
after(async () => assert.equal(await server.stop(), 0));

const forbidden = { status: "error", code: "access-forbidden", message: "The access is forbidden" };


test("Socket.IO and plain clients in one room hear all messages once, in order", async () => {
  await server.createRoom("mixed");
  await server.createRoom("other");
  const [a, b, c, outsider] = [await socketIo(server.url), await socketIo(server.url), await plain(server.url), await socketIo(server.url)];
  const joined = await a.emitWithAck("participants", { roomId: "mixed", username: "ann", avatar: "cat" });
  assert.deepEqual(joined, { status: "ok", roomId: "mixed", socketId: a.id, lastOrder: 0, participants: 1, recovered: true, missed: 0 });
  await b.emitWithAck("participants", { roomId: "mixed", username: "bob" });
  const plainJoined = await c.request("participants", { roomId: "mixed", username: "cid" });
  assert.equal(plainJoined.event, "ack");
  assert.equal(plainJoined.data.participants, 3);
  await outsider.emitWithAck("participants", { roomId: "other", username: "eve" });

  const acks = [];
  for (let i = 0; i < 20; ++i) {
    acks.push((await a.emitWithAck("exchanges", { roomId: "mixed", username: "ann", content: "a" + i })).order);
    acks.push((await b.emitWithAck("exchanges", { roomId: "mixed", username: "bob", content: "b" + i })).order);
    acks.push((await c.request("exchanges", { roomId: "mixed", username: "cid", content: "c" + i })).data.order);
  }
  const expected = Array.from({ length: 60 }, (_, i) => i + 1);
  assert.deepEqual(acks, expected);
  for (const client of [a, b, c]) {
    // An ack follows its own message; another client's last one may still be on its way.
    const other = await server.rest("/rooms/mixed/messages");
    assert.equal((await other.json()).length, 60);
    while (messages(client).length < 60) await next(client, "exchanges");
    assert.deepEqual(messages(client).map((message) => message.order), expected);
  }
  assert.equal(messages(a)[0].socketId, a.id);
  assert.equal(messages(a)[0].roomId, "mixed");
  assert.deepEqual(messages(outsider), []);
  for (const client of [a, b, c, outsider]) client.close();
});

test("joining an unknown room: exception, ack with the same, then a disconnect", async () => {
  const client = await socketIo(server.url);
  const exception = next(client, "exception");
  const gone = once(client, "disconnect");
  assert.deepEqual(await client.emitWithAck("participants", { roomId: "nowhere", username: "u" }), forbidden);
  assert.deepEqual(await exception, forbidden);
  assert.equal((await gone)[0], "io server disconnect");
});

test("posting to an unknown room", async () => {
  const client = await socketIo(server.url);
  assert.equal(await client.emitWithAck("exchanges", { roomId: "nowhere", username: "u", content: "c" }), "Invalid Room ID");
  const exception = next(client, "exception");
  client.emit("exchanges", { roomId: "nowhere", username: "u", content: "c" });
  assert.equal((await exception).code, "room.not-found");
  client.close();
});

test("payloads that break a rule are refused, also binary ones", async () => {
  await server.createRoom("rules");
  const client = await socketIo(server.url);
  const exception = next(client, "exception");
  const answer = await client.emitWithAck("exchanges", { roomId: "rules" });
  assert.deepEqual(answer, { status: "error", code: "validation", message: ["username should not be empty", "content should not be empty"] });
  assert.deepEqual(await exception, answer);
  assert.equal((await client.emitWithAck("exchanges", { roomId: "rules", username: "u", content: Buffer.from("x") })).code, "validation");
  const socket = await plain(server.url);
  assert.equal((await socket.request("participants", { roomId: 5, username: "u" })).event, "exception");
  client.close();
  socket.close();
});

test("presence, leave and typing", async () => {
  await server.createRoom("presence");
  const [a, b] = [await socketIo(server.url), await plain(server.url)];
  const first = next(a, "participants/presence");
  await a.emitWithAck("participants", { roomId: "presence", username: "ann", avatar: "cat" });
  const [me] = await first;
  assert.deepEqual({ ...me, joinedAt: undefined }, { roomId: "presence", username: "ann", connected: true, socketId: a.id, joinedAt: undefined, avatar: "cat" });
  await b.request("participants", { roomId: "presence", username: "bob" });
  assert.equal((await next(a, "participants/presence")).length, 2);
  const typing = next(a, "typing");
  await b.request("typing", { roomId: "presence", typing: true });
  assert.equal((await typing).username, "bob");
  const left = next(a, "participants/presence");
  assert.deepEqual((await b.request("leave", { roomId: "presence" })).data, { status: "ok" });
  assert.deepEqual((await left).map((it) => [it.username, it.connected]), [["ann", true], ["bob", false]]);
  assert.equal((await b.request("typing", { roomId: "presence", typing: true })).data.code, "access-forbidden");
  a.close();
  b.close();
});

test("observers hear without taking part; * hears all rooms", async () => {
  const lobby = await plain(server.url);
  await lobby.request("observe", { roomId: "*" });
  const created = next(lobby, "rooms");
  await server.createRoom("watched");
  assert.equal((await created).type, "created");
  const watcher = await socketIo(server.url);
  assert.equal((await watcher.emitWithAck("observe", { roomId: "watched" })).status, "ok");
  const heard = [next(lobby, "exchanges"), next(watcher, "exchanges")];
  await server.rest("/rooms/watched/messages", { method: "POST", body: '{"username":"rest","content":"hello"}' });
  for (const message of await Promise.all(heard)) assert.equal(message.content, "hello");
  assert.deepEqual(await (await server.rest("/rooms/watched/participants")).json(), []);
  const closed = [next(watcher, "closed"), next(lobby, "rooms")];
  await server.rest("/rooms/watched", { method: "DELETE" });
  const [toWatcher, toLobby] = await Promise.all(closed);
  assert.equal(toWatcher.roomId, "watched");
  assert.equal(toLobby.type, "closed");
  lobby.close();
  watcher.close();
});

test("a kicked participant is told and hears no more", async () => {
  await server.createRoom("strict");
  const client = await socketIo(server.url);
  await client.emitWithAck("participants", { roomId: "strict", username: "u" });
  const kicked = next(client, "kicked");
  const response = await server.rest("/rooms/strict/participants/" + client.id, { method: "DELETE" });
  assert.equal(response.status, 204);
  assert.equal((await kicked).roomId, "strict");
  await server.rest("/rooms/strict/messages", { method: "POST", body: '{"username":"rest","content":"hello"}' });
  assert.equal((await client.emitWithAck("observe", { roomId: "strict" })).status, "ok");
  assert.deepEqual(messages(client), []);
  client.close();
});

test("lastOrder replays what was missed; clientMessageId posts once; posting joins", async () => {
  await server.createRoom("recovery");
  const writer = await socketIo(server.url);
  for (let i = 1; i <= 5; ++i) await writer.emitWithAck("exchanges", { roomId: "recovery", username: "w", content: "m" + i, clientMessageId: "id" + i });
  const again = await writer.emitWithAck("exchanges", { roomId: "recovery", username: "w", content: "m3", clientMessageId: "id3" });
  assert.equal(again.order, 3);
  assert.equal(again.duplicate, true);
  assert.deepEqual(messages(writer).map((message) => message.order), [1, 2, 3, 4, 5]);
  const reader = await plain(server.url);
  const answer = await reader.request("participants", { roomId: "recovery", username: "r", lastOrder: 2 });
  assert.deepEqual([answer.data.recovered, answer.data.missed, answer.data.lastOrder], [true, 3, 5]);
  assert.deepEqual(messages(reader).map((message) => message.order), [3, 4, 5]);
  writer.close();
  reader.close();
});
