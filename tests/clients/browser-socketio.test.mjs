// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// socket.io-client in a real browser, which polls by XMLHttpRequest and has its own WebSocket.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { test } from "node:test";

import { join, post } from "./support/clients.mjs";
import { Chromium } from "./support/Chromium.mjs";
import { startServer } from "./support/Server.mjs";
import { SocketIoClient } from "./support/SocketIoClient.mjs";

const LIBRARY = new URL("node_modules/socket.io-client/dist/socket.io.min.js", import.meta.url);

/** Serves an empty page with the library, from another origin than the chat's. */
async function servePage(t) {
    const library = await readFile(LIBRARY);
    const page = createServer((request, response) => {
        const isLibrary = request.url === "/socket.io.js";
        response.setHeader("Content-Type", isLibrary ? "text/javascript" : "text/html; charset=utf-8");
        response.end(isLibrary ? library : "<!DOCTYPE html><title>Chat</title><script src=\"/socket.io.js\"></script>");
    });
    page.listen(0, "127.0.0.1");
    await once(page, "listening");
    t.after(() => {
        page.close();
        page.closeAllConnections();
    });
    return `http://127.0.0.1:${page.address().port}/`;
}

/** Runs in the page: joins, and prints what happens. */
function chat(url, options, username) {
    const socket = globalThis.io(url, options);
    const say = (name, data) => console.log(JSON.stringify({ name, data }));
    socket.onAny(say);
    socket.on("connect_error", (error) => say("connect_error", error.message));
    socket.on("disconnect", (reason) => say("disconnect", reason));
    socket.on("connect", () => {
        const { engine } = socket.io;
        // The upgrade need not wait for the answer to CONNECT, so it may be over by now.
        if (engine.transport.name === "websocket") {
            say("upgrade", engine.transport.name);
        } else {
            engine.on("upgrade", (transport) => say("upgrade", transport.name));
        }
        socket.emit("participants", { roomId: "tea", username }, (answer) => say("joined", { answer, id: socket.id }));
    });
    globalThis.post = (content) => socket.emitWithAck("exchanges", { roomId: "tea", username, content });
    globalThis.leave = () => { socket.disconnect(); };
}

/** Waits for what chat() printed under that name. */
async function said(page, name, matches = () => true) {
    const parsed = (text) => JSON.parse(text);
    const text = await page.inbox.next("console", (it) => parsed(it).name === name && matches(parsed(it).data));
    return parsed(text).data;
}

for (const [name, options, transport] of [
    ["polls and upgrades", {}, "websocket"],
    ["polls only", { transports: ["polling"] }, "polling"],
    ["uses a WebSocket at once", { transports: ["websocket"] }, "websocket"],
]) {
    test(`in a page it ${name}`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const other = await SocketIoClient.connect(t, server.url);
        await join(other, "tea", "Ben");

        const chromium = await Chromium.start(t);
        const page = await chromium.openPage(await servePage(t));
        await page.evaluate(chat, server.url, options, "Anna");
        const { answer, id } = await said(page, "joined");
        assert.deepEqual([answer.status, answer.socketId], ["ok", id]);
        if (!options.transports) {
            assert.equal(await said(page, "upgrade"), transport);
        }

        const contents = ["from the other", "grüße 🫖"];
        await post(other, "tea", "Ben", contents[0]);
        const { order } = await page.evaluate((content) => globalThis.post(content), contents[1]);
        assert.equal(order, 2);
        for (const content of contents) {
            await said(page, "exchanges", (it) => it.content === content);
            await other.inbox.next("exchanges", (it) => it.content === content);
        }
        await page.evaluate(() => globalThis.leave());
        await other.inbox.next("participants/tea", (all) => all.some((it) => it.socketId === id && !it.connected));
        assert.deepEqual(page.problems, []);
    });
}
