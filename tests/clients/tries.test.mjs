// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything that can be tried, by everybody, where the server asks for tokens. The answers are the table in SECURITY.md; with
// PARLOR_RECORD_TRIES=1 they are written there.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";

import { within } from "./support/Inbox.mjs";
import { OpenApi } from "./support/OpenApi.mjs";
import {
    BOTH_WAYS, CLOCK_SKEW, EVERY_WAY, nowInSeconds, signWithSecret, startSecuredServer,
} from "./support/SecuredServer.mjs";

const DOCUMENT = new URL("../../SECURITY.md", import.meta.url);
const TABLE = /(<!-- tries -->\n)([^]*?)(<!-- \/tries -->)/;
const ROOM = "tea";
/** What is not under /api/v1. */
const PAGES = ["/", "/docs", "/api/openapi.json", "/api/asyncapi.json", "/health/live", "/health/ready", "/metrics"];

const askersOf = (server) => [
    ["no token", undefined],
    ["a stranger's", signWithSecret("a key that the server does not have", { sub: "Anna", role: "admin" })],
    ["expired", server.tokenFor({ sub: "Anna", role: "admin", exp: nowInSeconds() - CLOCK_SKEW - 1 })],
    ["member elsewhere", server.tokenFor({ sub: "Anna", rooms: ["coffee"] })],
    ["member", server.tokenFor({ sub: "Anna", rooms: [ROOM] })],
    ["observer elsewhere", server.tokenFor({ sub: "Eve", role: "observer", rooms: ["coffee"] })],
    ["observer", server.tokenFor({ sub: "Eve", role: "observer" })],
    ["admin elsewhere", server.tokenFor({ sub: "Root", role: "admin", rooms: ["coffee"] })],
    ["admin", server.tokenFor({ sub: "Root", role: "admin" })],
];

const rest = (method, path, payload, more = "") => [
    `\`${method} ${path.split("?")[0]}\`${more}`,
    async (t, server, token) => {
        const address = path.replace("{roomId}", ROOM).replace(/{(socketId|username)}/, "nobody").replace("{banId}", "0");
        const { status } = await server.request(method, address, payload, token ?? null);
        return `${status}`;
    },
];

const page = (path) => [
    `\`GET ${path}\``,
    async (t, server, token) => {
        const headers = token ? { authorization: `Bearer ${token}` } : {};
        return `${(await fetch(server.url + path, { headers })).status}`;
    },
];

const connecting = ([way, enter]) => [
    `connecting: ${way}`,
    async (t, server, token) => {
        try {
            const client = await enter(t, server, token ?? "");
            const answer = await client.request("unobserve", { roomId: "*" });
            return answer.status === "ok" ? "let in" : "refused";
        } catch (error) {
            assert.match(error.message ?? error, /Unauthorized|401/);
            return "refused";
        }
    },
];

/** What an event is answered with, the first on its connection. */
const event = ([way, enter], words, name, data) => [
    `${way.split(",")[0]}: ${words}`,
    async (t, server, token) => {
        let client;
        try {
            client = await enter(t, server, token ?? "");
        } catch {
            return "refused";
        }
        const answer = await client.request(name, data);
        const isOver = answer.code === "access-forbidden" && (name === "participants" || name === "observe");
        if (isOver) {
            await within(client.ended, () => `${words}: the connection goes on`);
        }
        return answer.status === "ok" ? "ok" : answer.code;
    },
];

const eventsOf = (way) => [
    event(way, "join", "participants", { roomId: ROOM }),
    event(way, "join under another's name", "participants", { roomId: ROOM, username: "Peter" }),
    event(way, "post without having joined", "exchanges", { roomId: ROOM, content: "hello" }),
    event(way, "observe the room", "observe", { roomId: ROOM }),
    event(way, "observe all rooms", "observe", { roomId: "*" }),
    event(way, "say that it types, without having joined", "typing", { roomId: ROOM, typing: true }),
];

const restTries = [
    rest("GET", "/rooms"),
    rest("GET", "/rooms/room-info"),
    rest("POST", "/rooms", { roomId: ROOM }),
    rest("GET", "/rooms/{roomId}"),
    rest("GET", "/rooms/{roomId}/messages"),
    rest("POST", "/rooms/{roomId}/messages", { content: "hello" }),
    rest("GET", "/rooms/{roomId}/participants"),
    rest("DELETE", "/rooms/{roomId}/participants/{socketId}"),
    rest("GET", "/rooms/{roomId}/mutes"),
    rest("POST", "/rooms/{roomId}/mutes", { username: "Mallory" }),
    rest("DELETE", "/rooms/{roomId}/mutes/{username}"),
    rest("GET", "/bans"),
    rest("POST", "/bans", { username: "Mallory", roomId: ROOM }),
    rest("POST", "/bans", { username: "Mallory" }, " from all rooms"),
    rest("DELETE", "/bans/{banId}"),
    rest("GET", "/audit"),
    rest("GET", "/stats"),
    rest("HEAD", "/stats"),
    rest("DELETE", "/rooms/{roomId}"),
    rest("GET", "/nothing"),
    rest("PATCH", "/rooms"),
    rest("OPTIONS", "/rooms"),
];

test("everything that can be tried is answered as SECURITY.md says", async (t) => {
    const server = await startSecuredServer(t);
    const askers = askersOf(server);
    const tries = [...restTries, ...PAGES.map(page),
                   ...EVERY_WAY.map(connecting), ...BOTH_WAYS.flatMap(eventsOf)];
    const rows = [["", ...askers.map(([name]) => name)], Array(askers.length + 1).fill("---")];
    for (const [name, attempt] of tries) {
        const answers = [];
        for (const [, token] of askers) {
            await server.request("POST", "/rooms", { roomId: ROOM, creatorUsername: "Peter" });
            answers.push(await attempt(t, server, token));
        }
        rows.push([name, ...answers]);
    }
    const table = rows.map((row) => `| ${row.join(" | ")} |\n`).join("");

    // Whatever else the table says: without a good token there is nothing but pages and the server's health.
    for (const [name, ...answers] of rows.slice(2)) {
        const isPage = /^`GET \/(docs|api\/.*|health\/.*)?`$/.test(name);
        assert.ok(isPage || answers.slice(0, 3).every((it) => it === "401" || it === "refused"), `${name}: ${answers}`);
    }
    const document = await readFile(DOCUMENT, "utf8");
    if (process.env.PARLOR_RECORD_TRIES) {
        await writeFile(DOCUMENT, document.replace(TABLE, `$1${table}$3`));
    } else {
        assert.equal(table, TABLE.exec(document)?.[2]);
    }
});

test("no route of the API is left out of the table", async (t) => {
    const server = await startSecuredServer(t);
    const tried = [...restTries.map(([name]) => name.slice(1, -1).replace(" ", " /api/v1")), ...PAGES.map((it) => `GET ${it}`)];
    const { operations } = await OpenApi.of(server);
    assert.deepEqual(operations.map((it) => it.name).filter((it) => !tried.includes(it)), []);
});
