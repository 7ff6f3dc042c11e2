// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import WebSocket from "ws";
import { messages, next, plain, socketIo, startServer } from "./support.mjs";

test("--exchange-scope server and --message-event", async () => {
  const server = await startServer("--exchange-scope", "server", "--message-event", "{roomId}");
  await server.createRoom("here");
  const [inside, outside] = [await socketIo(server.url), await plain(server.url)];
  const heard = [next(outside, "exchanges"), next(outside, "here"), next(inside, "here")];
  await inside.emitWithAck("exchanges", { roomId: "here", username: "u", content: "all" });
  for (const message of await Promise.all(heard)) assert.equal(message.content, "all");
  assert.equal(messages(inside).length, 1);
  assert.equal(await server.stop(), 0);
});

test("a client that no longer answers pings is dropped, on both protocols", async () => {
  const server = await startServer("--ping-interval", "200", "--ping-timeout", "200");
  const plainSilent = new WebSocket(server.url.replace("http", "ws") + "/ws", { autoPong: false });
  await once(plainSilent, "close");
  const silent = new WebSocket(server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket");
  await once(silent, "open");
  silent.send("40");
  await once(silent, "close");
  assert.equal(await server.stop(), 0);
});

test("a client notices a server that hangs", async () => {
  const server = await startServer("--ping-interval", "200", "--ping-timeout", "200");
  const client = await socketIo(server.url);
  process.kill(server.pid, "SIGSTOP");
  assert.equal((await once(client, "disconnect"))[0], "ping timeout");
  process.kill(server.pid, "SIGCONT");
  assert.equal(await server.stop(), 0);
});

test("stopping closes clients in a way that lets them come back", async () => {
  const server = await startServer();
  const [client, socket] = [await socketIo(server.url), await plain(server.url)];
  const gone = Promise.all([once(client, "disconnect"), once(socket, "close")]);
  assert.equal(await server.stop(), 0);
  const [[reason], [code]] = await gone;
  assert.equal(reason, "transport close");
  assert.equal(code, 1001);
});

test("an address that others can reach needs --allow-anonymous", async () => {
  const { spawnSync } = await import("node:child_process");
  const run = spawnSync(process.env.PARLOR_SERVER, ["--host", "0.0.0.0", "--port", "0"]);
  assert.equal(run.status, 2);
  assert.match(run.stderr.toString(), /allow-anonymous/);
  assert.equal(run.stdout.toString(), "");
});
