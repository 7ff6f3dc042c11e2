// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { startServer } from "./support.mjs";

let server;
before(async () => (server = await startServer()));
after(async () => assert.equal(await server.stop(), 0));

const curl = (...args) => execFileSync("curl", ["-s", "-w", "\n%{http_code}", ...args]).toString().split("\n");

test("the README's curl examples answer as printed", () => {
  const [room, created] = curl("-X", "POST", server.url + "/api/v1/rooms", "--data-raw", '{"roomId": "100", "creatorUsername": "Peter"}');
  assert.equal(created, "201");
  assert.equal(JSON.parse(room).roomId, "100");
  assert.deepEqual(curl(server.url + "/api/v1/rooms/100/messages"), ["[]", "200"]);
  assert.deepEqual(curl("-X", "DELETE", server.url + "/api/v1/rooms/100"), ["", "204"]);
});

const errors = [
  ["POST", "/rooms", "{}", 400, '{"statusCode":400,"message":["roomId should not be empty","creatorUsername should not be empty"],"error":"Bad Request"}'],
  ["POST", "/rooms", '{"roomId":"taken","creatorUsername":"u"}', 409, '{"code":"room.conflict","message":"Room with \'taken\' already exists"}'],
  ["GET", "/rooms/none/messages", undefined, 403, '{"code":"access-forbidden","message":"The access is forbidden"}'],
  ["GET", "/rooms/none", undefined, 404, '{"code":"room.not-found","message":"Room with \'none\' not found"}'],
  ["DELETE", "/rooms/none", undefined, 404, '{"code":"room.not-found","message":"Room with \'none\' not found"}'],
  ["GET", "/rooms/taken/messages?fromIndex=x", undefined, 400, '{"statusCode":400,"message":"Validation failed (numeric string is expected)","error":"Bad Request"}'],
  ["GET", "/rooms/taken/messages?fromIndex=0", undefined, 400, '{"code":"req-params.validation","message":"Invalid parameters, \'fromIndex\' and \'toIndex\' must be positive"}'],
  ["GET", "/rooms/taken/messages?fromIndex=3&toIndex=2", undefined, 400, '{"code":"req-params.validation","message":"Invalid parameters, \'toIndex\' must no not be less than \'fromIndex\'"}'],
  ["GET", "/x?q=1", undefined, 404, '{"statusCode":404,"message":"Cannot GET /api/v1/x?q=1","error":"Not Found"}'],
  ["PUT", "/rooms/3XX", "{}", 405, '{"statusCode":405,"message":"Cannot PUT /api/v1/rooms/3XX","error":"Method Not Allowed"}'],
];
for (const [method, path, body, status, expected] of errors) {
  test(`${method} ${path} answers ${status} to the byte`, async () => {
    await server.createRoom("taken");
    const response = await server.rest(path, { method, body });
    assert.equal(response.status, status);
    assert.equal(await response.text(), expected);
    if (status === 405) assert.ok(response.headers.get("allow"));
  });
}

test("room ids round-trip whatever they are", async () => {
  for (const roomId of ["a/b", "100%", "two words", "😀 café", "?&=#"]) {
    const created = await server.createRoom(roomId);
    assert.equal(created.status, 201);
    const shown = await fetch(server.url + created.headers.get("location"));
    assert.equal((await shown.json()).roomId, roomId);
    assert.equal((await server.rest("/rooms/" + encodeURIComponent(roomId), { method: "DELETE" })).status, 204);
  }
});

test("history pages, counts and links", async () => {
  await server.createRoom("history");
  for (let i = 1; i <= 25; ++i) {
    const posted = await server.rest("/rooms/history/messages", { method: "POST", body: JSON.stringify({ username: "u", content: "m" + i, mood: { n: i } }) });
    assert.equal(posted.status, 201);
    assert.equal((await posted.json()).order, i);
  }
  const orders = [];
  let path = "/api/v1/rooms/history/messages?after=0&limit=10";
  while (path) {
    const page = await fetch(server.url + path);
    assert.equal(page.headers.get("x-total-count"), "25");
    orders.push(...(await page.json()).map((message) => message.order));
    path = /<([^>]*)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
  }
  assert.deepEqual(orders, Array.from({ length: 25 }, (_, i) => i + 1));
  const window = await (await server.rest("/rooms/history/messages?fromIndex=3&toIndex=4")).json();
  assert.deepEqual(window.map((message) => [message.order, message.content, message.mood]), [[3, "m3", { n: 3 }], [4, "m4", { n: 4 }]]);
});

test("HEAD, preflight and CORS", async () => {
  const head = await server.rest("/rooms", { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.ok(Number(head.headers.get("content-length")) > 0);
  const preflight = await server.rest("/rooms", { method: "OPTIONS", headers: { origin: "http://localhost:5173", "access-control-request-method": "POST" } });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "http://localhost:5173");
  const foreign = await server.rest("/rooms", { headers: { origin: "https://elsewhere.example" } });
  assert.equal(foreign.headers.get("access-control-allow-origin"), null);
});
