// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The OpenAPI document says what the server does: nothing else, and all of it.
import { Validator } from "@seriousme/openapi-schema-validator";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { join, post, upTo } from "./support/clients.mjs";
import { OpenApi } from "./support/OpenApi.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { startSecuredServer } from "./support/SecuredServer.mjs";
import { runServer, startServer } from "./support/Server.mjs";

const ROOMS = "/api/v1/rooms";
const ROOM = `${ROOMS}/{roomId}`;
const MESSAGES = `${ROOM}/messages`;
const PARTICIPANTS = `${ROOM}/participants`;
const PARTICIPANT = `${PARTICIPANTS}/{socketId}`;
const MUTES = `${ROOM}/mutes`;
const MUTE = `${MUTES}/{username}`;
const BANS = "/api/v1/bans";
const BAN = `${BANS}/{banId}`;
const AUDIT = "/api/v1/audit";
const STATS = "/api/v1/stats";

/** A store in memory never fails. That the server then answers 503 is tested where one can be made to: TestRestServer. */
const OUT_OF_REACH = / 503$/;

const LIMIT = 4096;
const roomOf = (roomId) => ({ roomId, creatorUsername: "Peter" });
const said = (more) => ({ username: "Peter", content: "hello", ...more });
const large = { username: "Peter", content: "x".repeat(LIMIT) };

/** [operation, what stands for its names, query, body, status], one after the other on one server. */
const requests = (socketId) => [
    [`POST ${ROOMS}`, {}, "", roomOf("100"), 201],
    [`POST ${ROOMS}`, {}, "", roomOf("café ☕/%"), 201],
    [`POST ${ROOMS}`, {}, "", roomOf("100"), 409],
    [`POST ${ROOMS}`, {}, "", {}, 400],
    [`POST ${ROOMS}`, {}, "", [], 400],
    [`POST ${ROOMS}`, {}, "", { ...roomOf("x"), note: large.content }, 413],
    [`GET ${ROOMS}`, {}, "", undefined, 200],
    [`GET ${ROOMS}`, {}, "?limit=1&sort=roomId&order=desc&search=é", undefined, 200],
    [`GET ${ROOMS}`, {}, "?limit=1", undefined, 200],
    ...["limit=0", "limit=1001", "sort=age", "order=up", "cursor=nonsense", "limit=1&limit=2", "search=%ff"].map((query) =>
        [`GET ${ROOMS}`, {}, `?${query}`, undefined, 400]),
    [`GET ${ROOMS}/room-info`, {}, "", undefined, 200],
    [`GET ${ROOM}`, { roomId: "tea" }, "", undefined, 200],
    [`GET ${ROOM}`, { roomId: "café ☕/%" }, "", undefined, 200],
    [`GET ${ROOM}`, { roomId: "none" }, "", undefined, 404],
    [`POST ${MESSAGES}`, { roomId: "tea" }, "", said(), 201],
    [`POST ${MESSAGES}`, { roomId: "tea" }, "", said({ clientMessageId: "1", mood: ["good"], createdAt: "2026-01-01T00:00:00Z" }), 201],
    [`POST ${MESSAGES}`, { roomId: "tea" }, "", said({ clientMessageId: "1" }), 200],
    [`POST ${MESSAGES}`, { roomId: "tea" }, "", { username: 7 }, 400],
    [`POST ${MESSAGES}`, { roomId: "tea" }, "", "hello", 400],
    [`POST ${MESSAGES}`, { roomId: "none" }, "", said(), 404],
    [`POST ${MESSAGES}`, { roomId: "tea" }, "", large, 413],
    [`GET ${MESSAGES}`, { roomId: "100" }, "", undefined, 200],
    ...["", "?fromIndex=2&toIndex=3", "?before=3&limit=1", "?after=0&limit=2"].map((query) =>
        [`GET ${MESSAGES}`, { roomId: "tea" }, query, undefined, 200]),
    ...["fromIndex=x", "fromIndex=0", "fromIndex=2&toIndex=1", "limit=5001", "before=0"].map((query) =>
        [`GET ${MESSAGES}`, { roomId: "tea" }, `?${query}`, undefined, 400]),
    [`GET ${MESSAGES}`, { roomId: "none" }, "", undefined, 403],
    [`GET ${PARTICIPANTS}`, { roomId: "tea" }, "", undefined, 200],
    [`GET ${PARTICIPANTS}`, { roomId: "none" }, "", undefined, 404],
    [`DELETE ${PARTICIPANT}`, { roomId: "tea", socketId }, `?reason=${"x".repeat(257)}`, undefined, 400],
    [`DELETE ${PARTICIPANT}`, { roomId: "tea", socketId: "nobody" }, "", undefined, 404],
    [`DELETE ${PARTICIPANT}`, { roomId: "none", socketId }, "", undefined, 404],
    [`DELETE ${PARTICIPANT}`, { roomId: "tea", socketId }, "?reason=late", undefined, 204],
    [`POST ${MUTES}`, { roomId: "tea" }, "", { username: "Mallory", reason: "noise", durationSeconds: 60 }, 201],
    [`POST ${MUTES}`, { roomId: "tea" }, "", { username: "Eve/2" }, 201],
    [`POST ${MUTES}`, { roomId: "tea" }, "", {}, 400],
    [`POST ${MUTES}`, { roomId: "tea" }, "", [], 400],
    [`POST ${MUTES}`, { roomId: "none" }, "", { username: "Mallory" }, 404],
    [`POST ${MUTES}`, { roomId: "tea" }, "", { username: "Mallory", note: large.content }, 413],
    [`POST ${MESSAGES}`, { roomId: "tea" }, "", { username: "Mallory", content: "hello" }, 403],
    [`GET ${MUTES}`, { roomId: "tea" }, "", undefined, 200],
    [`GET ${MUTES}`, { roomId: "none" }, "", undefined, 404],
    [`DELETE ${MUTE}`, { roomId: "tea", username: "Eve/2" }, "", undefined, 204],
    [`DELETE ${MUTE}`, { roomId: "tea", username: "Eve/2" }, "", undefined, 404],
    [`POST ${BANS}`, {}, "", { username: "Mallory", roomId: "tea" }, 201],
    [`POST ${BANS}`, {}, "", { address: "192.0.2.7", reason: "spam", durationSeconds: 60 }, 201],
    [`POST ${BANS}`, {}, "", {}, 400],
    [`POST ${BANS}`, {}, "", [], 400],
    [`POST ${BANS}`, {}, "", { username: "Mallory", roomId: "none" }, 404],
    [`POST ${BANS}`, {}, "", { username: "Mallory", note: large.content }, 413],
    [`POST ${MESSAGES}`, { roomId: "tea" }, "", { username: "Mallory", content: "hello" }, 403],
    [`GET ${BANS}`, {}, "", undefined, 200],
    [`DELETE ${BAN}`, { banId: 1 }, "", undefined, 204],
    [`DELETE ${BAN}`, { banId: 1 }, "", undefined, 404],
    ...["", "?limit=2", "?limit=2&before=3"].map((query) => [`GET ${AUDIT}`, {}, query, undefined, 200]),
    ...["limit=0", "limit=1001", "before=0"].map((query) => [`GET ${AUDIT}`, {}, `?${query}`, undefined, 400]),
    [`GET ${STATS}`, {}, "", undefined, 200],
    ...["/metrics", "/health/live", "/health/ready"].map((path) => [`GET ${path}`, {}, "", undefined, 200]),
    [`DELETE ${ROOM}`, { roomId: "tea" }, "", undefined, 204],
    [`DELETE ${ROOM}`, { roomId: "tea" }, "", undefined, 404],
];

async function ask(server, name, target, body, headers = {}) {
    const [method] = name.split(" ");
    const response = await fetch(server.url + target, { method, headers, body: body && JSON.stringify(body) });
    return { status: response.status, headers: response.headers, text: await response.text() };
}

/** What a server that asks for tokens answers to who has none, and to who may not do that. */
async function checkRefusals(t, openApi) {
    const server = await startSecuredServer(t);
    const authorization = `Bearer ${server.tokenFor({ sub: "Anna", rooms: [] })}`;
    for (const { name, path, operation } of openApi.operations) {
        for (const [status, headers] of [[401, {}], [403, { authorization }]]) {
            if (operation.responses[status]) {
                const answer = await ask(server, name, path.replace(/[{}]/g, ""), undefined, headers);
                assert.equal(answer.status, status, name);
                openApi.check(name, status, answer.headers, answer.text);
            }
        }
    }
}

/** What is answered to who posts too much. */
async function checkRates(t, openApi) {
    const server = await startServer(t, "--limit-loopback", "--user-post-rate", "1");
    await server.createRoom("tea");
    const name = `POST ${MESSAGES}`;
    let answer;
    do {
        answer = await ask(server, name, addressOf(name, { roomId: "tea" }), said());
        openApi.check(name, answer.status, answer.headers, answer.text);
    } while (answer.status === 201);
    assert.equal(answer.status, 429);
}

const addressOf = (name, values) => name.split(" ")[1].replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(values[key]));

test("every answer is one that the document promises, and every promise is kept", async (t) => {
    const server = await startServer(t, "--max-message-bytes", `${LIMIT}`);
    const openApi = await OpenApi.of(server);
    await server.createRoom("tea");
    const client = await PlainClient.connect(t, server.url);
    const { socketId } = await join(client, "tea", "Anna", { avatar: { hue: 7 } });
    await Promise.all(upTo(3).map((i) => post(client, "tea", "Anna", `cup ${i}`)));

    for (const [name, values, query, body, status] of requests(socketId)) {
        const answer = await ask(server, name, addressOf(name, values) + query, body);
        assert.equal(answer.status, status, `${name} ${query} ${answer.text}`);
        openApi.check(name, answer.status, answer.headers, answer.text);
        if (body && status < 300) {
            openApi.checkRequest(name, body);
        }
    }
    for (const { name, path, operation } of openApi.operations) {
        // Paths that are no UTF-8, and heads that are too large, are refused wherever they go.
        if (operation.responses[400] && path.includes("{")) {
            const answer = await ask(server, name, path.replace(/\{\w+\}/g, "%ff"));
            assert.equal(answer.status, 400, name);
            openApi.check(name, answer.status, answer.headers, answer.text);
        }
        const answer = await ask(server, name, path.replace(/[{}]/g, ""), undefined, { "x-note": "x".repeat(12_000) });
        assert.equal(answer.status, 431, name);
        openApi.check(name, answer.status, answer.headers, answer.text);
    }
    await checkRefusals(t, openApi);
    await checkRates(t, openApi);
    assert.deepEqual(openApi.unseen.filter((it) => !OUT_OF_REACH.test(it)), []);
});

test("it names exactly the methods that the server allows", async (t) => {
    const server = await startServer(t);
    const openApi = await OpenApi.of(server);
    for (const path of Object.keys(openApi.document.paths)) {
        const { status, headers } = await ask(server, "PATCH", path.replace(/[{}]/g, ""));
        assert.equal(status, 405, path);
        const matches = (pattern) => new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
        const named = openApi.operations.filter((it) => matches(it.path)).map((it) => it.method.toUpperCase());
        const allowed = headers.get("allow").split(", ").filter((it) => it !== "HEAD" && it !== "OPTIONS");
        assert.deepEqual(allowed.sort(), [...new Set(named)].sort(), path);
    }
});

test("it has exactly the routes of docs/api.md", async (t) => {
    const openApi = await OpenApi.of(await startServer(t));
    const text = await readFile(new URL("../../docs/api.md", import.meta.url), "utf8");
    const routes = [...text.matchAll(/^\| `([A-Z]+) (\/[^`? ]*)`/gm)].map((it) => `${it[1]} ${/^\/(metrics|health)/.test(it[2]) ? "" : "/api/v1"}${it[2]}`);
    assert.ok(routes.length >= 10);
    assert.deepEqual(openApi.operations.map((it) => it.name).sort(), routes.sort());
});

test("it is OpenAPI 3.1, and its examples fit", async (t) => {
    const openApi = await OpenApi.of(await startServer(t));
    const { valid, errors } = await new Validator().validate(structuredClone(openApi.document));
    assert.ok(valid, JSON.stringify(errors, null, 1));
    assert.equal(openApi.document.openapi, "3.1.0");
    assert.ok(openApi.checkExamples() > 20);
    const { stdout } = await runServer("--version");
    assert.equal(`parlor-server ${openApi.document.info.version}\n`, stdout);
});

test("it is served to pages that may read answers, and without the web page, too", async (t) => {
    const server = await startServer(t, "--no-web");
    const response = await fetch(`${server.url}/api/openapi.json`, { headers: { origin: "http://localhost:8080" } });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/json; charset=utf-8");
    assert.equal(response.headers.get("access-control-allow-origin"), "http://localhost:8080");
    const again = await fetch(`${server.url}/api/openapi.json`, { headers: { "if-none-match": response.headers.get("etag") } });
    assert.equal(again.status, 304);
});
