// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Prometheus is told, and what is made of it.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { test } from "node:test";

import { heard, join, post } from "./support/clients.mjs";
import { Exposition } from "./support/Exposition.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { startSecuredServer } from "./support/SecuredServer.mjs";
import { startServer } from "./support/Server.mjs";
import { SocketIoClient } from "./support/SocketIoClient.mjs";

/** A server that keeps its data in a file: only then is there a database to measure. */
async function startServerWithDatabase(t) {
    const directory = await mkdtemp(joinPath(tmpdir(), "parlor-"));
    t.after(() => rm(directory, { recursive: true }));
    return startServer(t, "--data", directory);
}

async function scrape(server, token) {
    const response = await fetch(`${server.url}/metrics`, { headers: token ? { authorization: `Bearer ${token}` } : {} });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    return new Exposition(await response.text());
}

test("a conversation is found in the metrics", async (t) => {
    const server = await startServerWithDatabase(t);
    await server.createRoom("tea");
    const ann = await SocketIoClient.connect(t, server.url, { transports: ["websocket"] });
    const ben = await PlainClient.connect(t, server.url);
    await join(ann, "tea", "Ann");
    await join(ben, "tea", "Ben");
    for (const word of ["one", "two", "three"]) {
        await post(ann, "tea", "Ann", word);
        await heard(ben, word);
    }
    await post(ann, "tea", "Ann", "again", { clientMessageId: "4" });
    await post(ann, "tea", "Ann", "again", { clientMessageId: "4" });
    await server.request("GET", "/rooms/none");
    await server.request("GET", "/rooms/tea");

    const metrics = await scrape(server);
    const expected = [
        ["parlor_connections", { protocol: "engine.io 4", transport: "websocket" }, 1],
        ["parlor_connections", { protocol: "websocket" }, 1],
        ["parlor_rooms", {}, 1],
        ["parlor_participants", {}, 2],
        ["parlor_messages_posted_total", {}, 4],
        ["parlor_messages_repeated_total", {}, 1],
        ["parlor_messages_delivered_total", {}, 8],
        ["parlor_batch_messages_sum", {}, 4],
        ["parlor_store_duration_seconds_count", {}, 4],
        ["parlor_store_failing", {}, 0],
        ["parlor_slow_consumers_cut_total", {}, 0],
        ["parlor_http_requests_total", { method: "GET", route: "/api/v1/rooms/{roomId}", status: "404" }, 1],
        ["parlor_http_requests_total", { method: "GET", route: "/api/v1/rooms/{roomId}", status: "200" }, 1],
        ["parlor_http_requests_total", { method: "POST", route: "/api/v1/rooms", status: "201" }, 1],
        ["parlor_websocket_handshakes_total", { status: "101" }, 2],
    ];
    for (const [name, labels, value] of expected) {
        assert.equal(metrics.value(name, labels), value, `${name} ${JSON.stringify(labels)}`);
    }
    // Both listen on threads of their own, or on one.
    const measured = metrics.value("parlor_delivery_duration_seconds_count");
    assert.ok(measured >= 4 && measured <= 8, `${measured}`);
    assert.ok(metrics.value("parlor_commit_duration_seconds_count") >= 5);
    assert.ok(metrics.value("parlor_received_bytes_total", { transport: "websocket" }) > 100);
    assert.ok(metrics.value("parlor_sent_bytes_total", { transport: "websocket" }) > 100);
    for (const thread of ["main", "rooms", "store", "io-0", "io-1"]) {
        metrics.value("parlor_event_loop_lag_seconds_count", { thread });
    }
});

test("they are for those who may read statistics", async (t) => {
    const server = await startSecuredServer(t);
    const statusFor = async (headers) => (await fetch(`${server.url}/metrics`, { headers })).status;
    assert.equal(await statusFor({}), 401);
    assert.equal(await statusFor({ authorization: `Bearer ${server.tokenFor({ sub: "Ann" })}` }), 403);
    assert.equal(await statusFor({ authorization: `Bearer ${server.tokenFor({ sub: "Ann", role: "observer", rooms: ["a"] })}` }), 403);
    await scrape(server, server.tokenFor({ sub: "prometheus", role: "observer" }));
    await scrape(server, server.token);
});

const METRIC = /\b(?:parlor|process)_[a-z0-9_]+\b/g;

/** The metrics that a query names, without what it appends to those of a histogram. */
function namesIn(query, metrics) {
    return query.match(METRIC).map((name) => {
        const base = name.replace(/_(bucket|sum|count)$/, "");
        return metrics.families.get(base)?.type === "histogram" ? base : name;
    });
}

/** The labels that a query selects or groups by, apart from those that Prometheus adds. */
function labelsIn(query) {
    const grouped = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap((it) => it[1].split(", "));
    const selected = [...query.matchAll(/([a-z_]+)=~?"/g)].map((it) => it[1]);
    return [...grouped, ...selected].filter((it) => !["instance", "job", "le"].includes(it));
}

/** Everything is asked for by its name, so a name that is no more would only leave a graph empty or an alert silent. */
function checkQuery(query, metrics) {
    const names = namesIn(query, metrics);
    for (const name of names) {
        assert.ok(metrics.families.has(name), `${name} in ${query}`);
    }
    const known = names.flatMap((name) => metrics.families.get(name).samples.flatMap((it) => Object.keys(it.labels)));
    for (const label of labelsIn(query)) {
        assert.ok(known.includes(label), `${label} in ${query}`);
    }
}

const textOf = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

/** Metrics of a server that has seen a request of every kind, so that nothing is left out because it is 0. */
async function wholeScrape(t) {
    const server = await startServerWithDatabase(t);
    await PlainClient.connect(t, server.url);
    await server.request("GET", "/stats");
    return scrape(server);
}

test("docs/monitoring.md has each of them, with its type and its labels", async (t) => {
    const metrics = await wholeScrape(t);
    const rows = [...(await textOf("docs/monitoring.md")).matchAll(/^\| `((?:parlor|process)_[a-z_]+)` \| (\w+) \|([^|]*)\|/gm)];
    const documented = rows.map(([, name, type, labels]) => `${name} ${type} ${[...labels.matchAll(/`(\w+)`/g)].map((it) => it[1]).sort()}`);
    const real = [...metrics.families].map(([name, { type, samples }]) => {
        const labels = [...new Set(samples.flatMap((it) => Object.keys(it.labels)))].filter((it) => it !== "le");
        return `${name} ${type} ${labels.sort()}`;
    });
    assert.deepEqual(documented.sort(), real.sort());
});

test("the dashboard asks for what is there", async (t) => {
    const metrics = await wholeScrape(t);
    const { panels, templating } = JSON.parse(await textOf("resources/deploy/grafana/parlor.json"));
    const queries = panels.flatMap(({ targets = [] }) => targets.map((it) => it.expr));
    assert.ok(queries.length > 20);
    queries.forEach((it) => checkQuery(it, metrics));
    for (const { query } of templating.list.filter((it) => it.type === "query")) {
        namesIn(query.query, metrics).forEach((name) => assert.ok(metrics.families.has(name), query.query));
    }
    assert.equal(new Set(panels.map((it) => it.id)).size, panels.length);
});

test("the alerts ask for what is there, and the operator is told what to do", async (t) => {
    const metrics = await wholeScrape(t);
    const rules = await textOf("resources/deploy/prometheus/parlor-alerts.yml");
    const queries = [...rules.matchAll(/^ +expr: (.+)$/gm)].map((it) => it[1]).filter((it) => !it.startsWith("up{"));
    assert.ok(queries.length > 5);
    queries.forEach((it) => checkQuery(it, metrics));
    const documented = await textOf("docs/monitoring.md");
    for (const [, name] of rules.matchAll(/- alert: (\w+)/g)) {
        assert.ok(documented.includes(`| \`${name}\` |`), name);
    }
});
