// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The REST API as people type it, with the real curl: no Content-Type that says JSON, and every error body to the byte.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

import { startServer } from "./support/Server.mjs";

const run = promisify(execFile);

async function curl(server, ...args) {
    const addressed = args.map((arg) => (arg.startsWith("/") ? server.url + arg : arg));
    const { stdout } = await run("curl", ["--silent", "--write-out", "\n%{http_code}", ...addressed]);
    const end = stdout.lastIndexOf("\n");
    return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end) };
}

const create = (payload) => ["-X", "POST", "/api/v1/rooms", "--data-raw", payload];

test("the documented commands work as they are printed", async (t) => {
    const server = await startServer(t);

    const created = await curl(server, ...create('{"roomId": "100", "creatorUsername": "Peter"}'));
    assert.equal(created.status, 201);
    const { createdAt, lastActivityAt, ...room } = JSON.parse(created.body);
    assert.deepEqual(room, { roomId: "100", creatorUsername: "Peter", participants: 0, messages: 0 });
    assert.match(createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal(lastActivityAt, createdAt);

    assert.deepEqual(await curl(server, "/api/v1/rooms/100/messages"), { status: 200, body: "[]" });
    assert.deepEqual(await curl(server, "-X", "DELETE", "/api/v1/rooms/100"), { status: 204, body: "" });
});

test("errors answer with exactly the documented bodies", async (t) => {
    const server = await startServer(t);
    await server.createRoom("3XX");

    const notNumeric = '{"statusCode":400,"message":"Validation failed (numeric string is expected)","error":"Bad Request"}';
    const notPositive = '{"code":"req-params.validation",'
        + '"message":"Invalid parameters, \'fromIndex\' and \'toIndex\' must be positive"}';
    const forbidden = '{"code":"access-forbidden","message":"The access is forbidden"}';
    const notFound = '{"code":"room.not-found","message":"Room with \'4XX\' not found"}';
    const invalid = (...messages) => JSON.stringify({ statusCode: 400, message: messages, error: "Bad Request" });
    const history = "/api/v1/rooms/3XX/messages";

    const cases = [
        [create("{}"), 400, invalid("roomId should not be empty", "creatorUsername should not be empty")],
        [create('{"roomId":"","creatorUsername":"Peter"}'), 400, invalid("roomId should not be empty")],
        [create('{"roomId":"9","creatorUsername":null}'), 400, invalid("creatorUsername should not be empty")],
        [create('{"roomId":3,"creatorUsername":"Peter"}'), 400, invalid("roomId must be a string")],
        [create(`{"roomId":"${"x".repeat(129)}","creatorUsername":"Peter"}`), 400,
            invalid("roomId must be shorter than or equal to 128 characters")],
        [create('{"roomId":"a\\u0007b","creatorUsername":"Peter"}'), 400,
            invalid("roomId must not contain control characters")],
        [create('{"roomId":"3XX","creatorUsername":"Peter"}'), 409,
            '{"code":"room.conflict","message":"Room with \'3XX\' already exists"}'],
        [[`${history}?fromIndex=abc`], 400, notNumeric],
        [[`${history}?toIndex=1.5`], 400, notNumeric],
        [[`${history}?fromIndex=0`], 400, notPositive],
        [[`${history}?fromIndex=1&toIndex=-2`], 400, notPositive],
        [[`${history}?fromIndex=3&toIndex=2`], 400,
            '{"code":"req-params.validation","message":"Invalid parameters, \'toIndex\' must no not be less than \'fromIndex\'"}'],
        [["/api/v1/rooms/4XX/messages"], 403, forbidden],
        [["/api/v1/rooms/4XX"], 404, notFound],
        [["-X", "DELETE", "/api/v1/rooms/4XX"], 404, notFound],
        [["/api/v1/rooms/4XX/participants"], 404, notFound],
        [["-X", "POST", "/api/v1/rooms/4XX/messages", "-d", '{"username":"Peter","content":"hi"}'], 404, notFound],
        [["/x?q=1"], 404, '{"statusCode":404,"message":"Cannot GET /x?q=1","error":"Not Found"}'],
        [["-X", "PUT", "/api/v1/rooms/3XX"], 405,
            '{"statusCode":405,"message":"Cannot PUT /api/v1/rooms/3XX","error":"Method Not Allowed"}'],
    ];
    for (const [args, status, body] of cases) {
        assert.deepEqual(await curl(server, ...args), { status, body }, args.join(" "));
    }
});

test("a body that is no JSON object is told where it is wrong", async (t) => {
    const server = await startServer(t);
    for (const text of ["{", '{"roomId": nope}', "[]", "3", "{} {}"]) {
        const { status, body } = await curl(server, ...create(text));
        assert.equal(status, 400, text);
        assert.match(body, /^\{"statusCode":400,"message":"[^"]+ at position \d+","error":"Bad Request"\}$/, text);
    }
});

test("a body beyond the limit is refused", async (t) => {
    const server = await startServer(t, "--max-message-bytes", "2048");
    const { status, body } = await curl(server, ...create(`{"roomId":"${"x".repeat(4096)}"}`));
    assert.equal(status, 413);
    assert.equal(body, '{"statusCode":413,"message":"request entity too large","error":"Payload Too Large"}');
});

test("room ids of any text go through a path and back", async (t) => {
    const server = await startServer(t);
    for (const roomId of ["a/b", "100%", "tea room", "café ☕ 🎉", "?&#+", ".."]) {
        const path = `/api/v1/rooms/${encodeURIComponent(roomId).replace(/\./g, "%2E")}`;
        const { status } = await curl(server, ...create(JSON.stringify({ roomId, creatorUsername: "Peter" })));
        assert.equal(status, 201);
        const found = await curl(server, "--path-as-is", path);
        assert.equal(found.status, 200, path);
        assert.equal(JSON.parse(found.body).roomId, roomId);
        assert.equal((await curl(server, "--path-as-is", "-X", "DELETE", path)).status, 204);
    }
});

test("history is paged and counted", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    for (let i = 1; i <= 5; ++i) {
        assert.equal((await server.post("tea", `cup ${i}`)).order, i);
    }
    const orders = async (query) => {
        const { headers, body } = await server.request("GET", `/rooms/tea/messages${query}`);
        assert.equal(headers.get("x-total-count"), "5");
        return { orders: body.map((it) => it.order), link: headers.get("link") };
    };
    assert.deepEqual(await orders(""), { orders: [1, 2, 3, 4, 5], link: null });
    assert.deepEqual((await orders("?fromIndex=2&toIndex=4")).orders, [2, 3, 4]);
    assert.deepEqual((await orders("?before=4&limit=2")).orders, [2, 3]);

    let page = await orders("?after=0&limit=2");
    const seen = [...page.orders];
    for (let next; (next = /<([^>]+)>; rel="next"/.exec(page.link)); ) {
        page = await orders(next[1].replace("/api/v1/rooms/tea/messages", ""));
        seen.push(...page.orders);
    }
    assert.deepEqual(seen, [1, 2, 3, 4, 5]);
});

test("HEAD answers like GET, without the body", async (t) => {
    const server = await startServer(t);
    const [got, head] = await Promise.all(["GET", "HEAD"].map((method) => fetch(`${server.url}/api/v1/rooms`, { method })));
    assert.equal(head.status, 200);
    assert.equal(head.headers.get("content-length"), got.headers.get("content-length"));
    assert.equal(await head.text(), "");
    assert.deepEqual(await got.json(), { items: [], total: 0, nextCursor: null });
});

test("pages of allowed origins may ask and read, others may not", async (t) => {
    const server = await startServer(t, "--cors-origin", "https://chat.example", "--max-message-bytes", "2048");
    const ask = async (origin, method, more = {}, body = undefined) => {
        const { headers } = await fetch(`${server.url}/api/v1/rooms`, { method, headers: { origin, ...more }, body });
        return [headers.get("access-control-allow-origin"), headers.get("access-control-allow-credentials")];
    };
    const preflight = { "access-control-request-method": "POST" };
    const tooLarge = "x".repeat(4096);
    for (const request of [["GET"], ["OPTIONS", preflight], ["POST", {}, tooLarge]]) {
        assert.deepEqual(await ask("https://chat.example", ...request), ["https://chat.example", "true"]);
        assert.deepEqual(await ask("https://elsewhere.example", ...request), [null, null]);
    }
});
