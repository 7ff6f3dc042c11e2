// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real browser, whose WebSocket is none of ours.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Chromium } from "./support/Chromium.mjs";
import { startServer } from "./support/Server.mjs";

/** Runs in the page: joins, and prints what it hears. */
function chat(url, roomId, username) {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/ws`);
    globalThis.send = (event, data) => socket.send(JSON.stringify({ id: 1, event, data }));
    socket.onmessage = ({ data }) => console.log(data);
    socket.onopen = () => globalThis.send("participants", { roomId, username });
}

const said = (page, content) => page.inbox.next("console", (text) => JSON.parse(text).data.content === content);

test("two pages talk over plain WebSocket", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const chromium = await Chromium.start(t);
    const own = `${server.url}/api/v1/rooms`;
    const [anna, ben] = [await chromium.openPage(own), await chromium.openPage(own)];
    for (const [page, username] of [[anna, "Anna"], [ben, "Ben"]]) {
        await page.evaluate(chat, server.url, "tea", username);
        await page.inbox.next("console", (text) => JSON.parse(text).event === "ack");
    }
    await anna.evaluate(() => globalThis.send("exchanges", { roomId: "tea", username: "Anna", content: "grüße 🫖" }));
    for (const page of [anna, ben]) {
        await said(page, "grüße 🫖");
        assert.deepEqual(page.problems, []);
    }
});
