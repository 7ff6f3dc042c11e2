// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The documentation page in a real browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Chromium } from "./support/Chromium.mjs";
import { startServer } from "./support/Server.mjs";

let chromium;
let close;
before(async () => { chromium = await Chromium.start({ after: (task) => { close = task; } }); });
after(() => close());

async function openDocs(server, where = "") {
    const page = await chromium.openPage(`${server.url}/docs${where}`);
    await page.until(() => document.querySelector(".entry"));
    return page;
}

test("everything that the documents describe is on the page, which asks nobody but its server", async (t) => {
    const server = await startServer(t);
    const page = await openDocs(server);
    const described = await page.evaluate(async () => {
        const [rest, events] = await Promise.all(["openapi", "asyncapi"].map((it) => fetch(`/api/${it}.json`).then((answer) => answer.json())));
        const operations = Object.values(rest.paths).flatMap((item) => Object.values(item)).filter((it) => it.operationId);
        return [...operations.map((it) => it.operationId), ...Object.keys(events.operations)];
    });
    assert.ok(described.length > 20);
    const [entries, contents, loaded] = await page.evaluate(() => [
        [...document.querySelectorAll("article.entry")].map((it) => it.id),
        [...document.querySelectorAll("#contents li a")].map((it) => it.hash.slice(1)),
        performance.getEntriesByType("resource").map((it) => new URL(it.name).origin),
    ]);
    assert.deepEqual(entries.sort(), described.sort());
    assert.deepEqual(contents.sort(), described);
    assert.deepEqual([...new Set(loaded)], [server.url]);
    assert.deepEqual(page.problems, []);
});

test("a request can be tried", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea & Küchen/1");
    await server.post("tea & Küchen/1", "one");
    await server.post("tea & Küchen/1", "two");
    const page = await openDocs(server, "#readMessages");
    await page.click("#readMessages .try summary");
    await page.type("tea & Küchen/1", "#readMessages-roomId");
    await page.type("1", "#readMessages-limit");
    await page.click("#readMessages .try .button");
    await page.see('"content": "two"', "#readMessages .output");
    await page.see("x-total-count: 2", "#readMessages .output");
    await page.see("GET /api/v1/rooms/tea%20%26%20K%C3%BCchen%2F1/messages?limit=1", "#readMessages .output");
    await page.type("0", "#readMessages-limit");
    await page.press("Enter");
    await page.see("limit must be a number from 1 to 5000", "#readMessages .output");
});

test("a link leads to what it names, and nothing is wider than a phone", async (t) => {
    const server = await startServer(t);
    const page = await openDocs(server, "#takePost");
    const top = await page.evaluate(() => document.querySelector("#takePost").getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 200, `${top}`);
    await page.setView({ width: 390, height: 844 });
    await page.evaluate(() => document.querySelectorAll("details").forEach((it) => { it.open = true; }));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});
