// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The web page in a real browser, used as people use it.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";

import { Chromium } from "./support/Chromium.mjs";
import { join, post, upTo } from "./support/clients.mjs";
import { CuttableProxy } from "./support/CuttableProxy.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { startSecuredServer } from "./support/SecuredServer.mjs";
import { startServer } from "./support/Server.mjs";

/** In the protocol's mask of modifier keys. */
const SHIFT = 8;

// One browser for all tests: each page has a person's storage of its own.
let chromium;
let close;
before(async () => { chromium = await Chromium.start({ after: (task) => { close = task; } }); });
after(() => close());

async function open(t, address, view = {}) {
    const page = await chromium.openPage(address, view);
    t.after(() => page.close());
    return page;
}

/** Opens the page as somebody new, who comes in through the welcome. */
async function enter(t, url, name, roomId, view = {}) {
    const page = await open(t, `${url}/#${encodeURIComponent(roomId)}`, view);
    await page.type(name, "#welcome-name");
    await page.press("Enter");
    await page.see("here", "#room-summary");
    return page;
}

async function say(page, text) {
    await page.type(text, "#composer-text");
    await page.press("Enter");
}

/** The contents of all messages on the page that are stored, from top to bottom. */
const contents = (page) => page.evaluate(() =>
    [...document.querySelectorAll("#messages .message:not(.waiting) .content")].map((it) => it.textContent));

/** Waits until a message is on the page that the server has told of. */
const hears = (page, content) => page.until((it) =>
    [...document.querySelectorAll("#messages .message:not(.waiting) .content")].some(({ textContent }) => textContent === it), content);

/** Posts `prefix 1`, `prefix 2`, …, many at a time. */
async function flood(t, server, roomId, prefix, numbers) {
    const client = await PlainClient.connect(t, server.url);
    await Promise.all(numbers.map((i) => post(client, roomId, "Flood", `${prefix} ${i}`)));
    client.close();
}

test("where the server asks for a token, the person is asked once, and has the name in it", async (t) => {
    const server = await startSecuredServer(t);
    await server.createRoom("tea");
    const page = await open(t, `${server.url}/#tea`);
    await page.type("Annie", "#welcome-name");
    await page.press("Enter");
    await page.see("Your token", "#token-dialog");
    await page.type("nonsense", "#token");
    await page.press("Enter");
    await page.see("not accepted", "#token-dialog");
    await page.type(server.tokenFor({ sub: "Änna", rooms: ["tea"] }), "#token");
    await page.press("Enter");
    await page.see("here", "#room-summary");
    await say(page, "hello");
    await hears(page, "hello");
    const { body } = await server.request("GET", "/rooms/tea/messages");
    assert.deepEqual(body.map((it) => it.username), ["Änna"]);

    // Another tab, in which another token is given than the one whose name the browser still knows.
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await page.see("Your token", "#token-dialog");
    await page.type(server.tokenFor({ sub: "Ben", rooms: ["tea"] }), "#token");
    await page.press("Enter");
    await page.see("Ben", "#me-name");
    await hears(page, "hello");
    await say(page, "hello yourself");
    await hears(page, "hello yourself");
});

test("somebody new names a room, and another comes in by its link: they talk", async (t) => {
    const server = await startServer(t);
    const anna = await open(t, `${server.url}/`);
    await anna.type("Anna", "#welcome-name");
    await anna.type("tea & Küchen", "#welcome-room");
    await anna.click("#welcome-action");
    await anna.see("1 person here", "#room-summary");
    const link = await anna.evaluate(() => location.href);

    const ben = await open(t, link);
    await ben.type("Ben", "#welcome-name");
    await ben.press("Enter");
    for (const page of [anna, ben]) {
        await page.see("2 people here", "#room-summary");
        await page.see("tea & Küchen", "#room-name");
        await page.see("Ben", "#people");
    }
    await anna.type("hello", "#composer-text");
    await ben.see("Anna is typing", "#typing");
    await anna.press("Enter");
    await ben.see("hello", "#messages");
    await ben.until(() => document.querySelector("#typing").textContent === "");
    await say(ben, "hello yourself");
    await anna.see("hello yourself", "#messages");
    assert.deepEqual(await contents(anna), ["hello", "hello yourself"]);

    await ben.navigate("about:blank");
    await anna.see("left", "#people");
    await anna.see("1 person here", "#room-summary");
    // That the room was not there yet is an answer, which the browser calls an error.
    assert.deepEqual(anna.problems.filter((it) => !it.includes("404")), []);
    assert.deepEqual(ben.problems, []);
});

test("whoever loses the connection comes back without gap or duplicate, and so does what they said", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const proxy = await CuttableProxy.start(t, server);
    const anna = await enter(t, server.url, "Anna", "tea");
    const ben = await enter(t, proxy.url, "Ben", "tea");
    await say(anna, "before");
    await ben.see("before", "#messages");

    proxy.cut();
    await ben.see("The connection is lost", "#banner");
    await say(anna, "while he is away");
    await anna.see("while he is away", "#messages");
    await say(ben, "does anybody hear me?");
    await ben.see("Will be sent", "#messages .waiting");
    await server.post("tea", "and another");

    proxy.mend();
    await ben.see("You are back", "#banner");
    await hears(ben, "does anybody hear me?");
    await say(anna, "after");
    await Promise.all([hears(ben, "after"), hears(anna, "after")]);
    const expected = ["before", "while he is away", "and another", "does anybody hear me?", "after"];
    assert.deepEqual(await contents(ben), expected);
    assert.deepEqual(await contents(anna), expected);
});

test("what is cut off between sending and answer is stored once", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const proxy = await CuttableProxy.start(t, server);
    const ben = await enter(t, proxy.url, "Ben", "tea");
    const witness = await PlainClient.connect(t, server.url);
    await join(witness, "tea", "Witness");

    // The witness has it as soon as it is stored, so the cut comes about when the answer does: before it or after.
    const heard = witness.inbox.next("exchanges", ({ content }) => content === "once");
    await say(ben, "once");
    await heard;
    proxy.cut();
    await ben.see("The connection is lost", "#banner");
    proxy.mend();
    await ben.see("You are back", "#banner");
    await hears(ben, "once");
    await ben.until(() => !document.querySelector(".waiting"));
    const { body } = await server.request("GET", "/rooms/tea/messages");
    assert.deepEqual(body.map((it) => it.content), ["once"]);
    assert.deepEqual(await contents(ben), ["once"]);
});

test("where too much was missed, the gap is shown, and can be filled", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const proxy = await CuttableProxy.start(t, server);
    const ben = await enter(t, proxy.url, "Ben", "tea");
    await say(ben, "before");
    await hears(ben, "before");
    proxy.cut();
    await ben.see("The connection is lost", "#banner");
    await flood(t, server, "tea", "missed", upTo(1100));
    proxy.mend();

    await ben.click("#banner-action");
    await ben.see("too much was said meanwhile", "#banner");
    await ben.see("Here 100 messages are missing.", ".gap");
    await ben.click("#banner-action");
    await ben.click(".gap button");
    await ben.until(() => !document.querySelector(".gap") && document.querySelector("#banner").hidden);
    assert.deepEqual(await contents(ben), ["before", ...upTo(1100).map((i) => `missed ${i}`)]);
});

test("history is read back to the beginning as one scrolls up", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    await flood(t, server, "tea", "cup", upTo(230));
    const page = await enter(t, server.url, "Anna", "tea");
    await page.see("cup 230", "#messages");
    assert.ok(!(await contents(page)).includes("cup 1"));
    await page.evaluate(() => new Promise((resolve) => {
        const log = document.querySelector("#log");
        const scroll = () => {
            if (document.querySelector("#log-start").textContent.includes("began")) {
                resolve();
            } else {
                log.scrollTop = 0;
                requestAnimationFrame(scroll);
            }
        };
        scroll();
    }));
    assert.deepEqual(await contents(page), upTo(230).map((i) => `cup ${i}`));
});

test("hostile names and messages are shown, not obeyed", async (t) => {
    const server = await startServer(t);
    const markup = "<img src=x onerror=\"document.body.dataset.broken = 1\"><script>document.body.dataset.broken = 1</script>";
    const roomId = "<b>&amp;</b>/../?#%41";
    await server.createRoom(roomId);
    const path = `/rooms/${encodeURIComponent(roomId)}/messages`;
    for (const content of [markup, "javascript:alert(1) http://x.example/<b>", "\u202eevil\u0000", "a".repeat(5000)]) {
        assert.equal((await server.request("POST", path, { username: "<i>Eve</i>", content })).status, 201);
    }
    const page = await enter(t, server.url, "<u>Anna</u>", roomId);
    await page.see(markup, "#messages");
    await page.see("<i>Eve</i>", "#messages");
    await page.see("<u>Anna</u>", "#people");
    assert.deepEqual(await page.evaluate(() => ({
        room: document.querySelector("#room-name").textContent,
        broken: document.body.dataset.broken,
        elements: document.querySelectorAll("#messages img, #messages script, #messages b, #messages i, #people u").length,
        links: [...document.querySelectorAll("#messages a")].map((it) => it.href),
        isWide: document.documentElement.scrollWidth > innerWidth,
    })), { room: roomId, elements: 0, links: ["http://x.example/"], isWide: false });
    assert.deepEqual(page.problems, []);
});

test("what came while one was in another room is counted, and begins with a line", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    await server.createRoom("coffee");
    await server.post("tea", "old");
    const page = await enter(t, server.url, "Anna", "tea");
    await page.see("old", "#messages");
    await page.click('#rooms a[href="#coffee"]');
    await page.see("coffee", "#room-name");
    await server.post("tea", "news");
    await server.post("tea", "more news");
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))); // as if one came back
    await page.see("2", "#rooms .badge");
    await page.evaluate(() => history.back());
    await page.see("more news", "#messages");
    const rows = await page.evaluate(() =>
        [...document.querySelectorAll("#messages .content, #messages .divider.new")].map((it) => it.textContent));
    assert.deepEqual(rows, ["old", "New", "news", "more news"]);
});

test("a server that lost its rooms is no riddle: the room can be opened again", async (t) => {
    const first = await startServer(t);
    await first.createRoom("tea");
    const page = await enter(t, first.url, "Anna", "tea");
    await say(page, "once upon a time");
    await hears(page, "once upon a time");
    await first.stop();
    await page.see("The connection is lost", "#banner");
    const second = await startServer(t, "--port", first.port);
    await page.see("There is no such room", "#banner");
    await page.click("#banner-action");
    await page.see("Nothing was said here yet");
    await say(page, "again");
    await hears(page, "again");
    const { body } = await second.request("GET", "/rooms/tea/messages");
    assert.deepEqual(body.map((it) => it.content), ["again"]);
});

test("what was said without a connection outlives reloading the page", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const proxy = await CuttableProxy.start(t, server);
    const ben = await enter(t, proxy.url, "Ben", "tea");
    proxy.cut();
    await ben.see("The connection is lost", "#banner");
    await say(ben, "do not forget me");
    await ben.see("Will be sent", "#messages .waiting");
    // From now on only a new page can connect.
    await ben.evaluate(() => { globalThis.WebSocket = class { close() {} }; });
    proxy.mend();
    await ben.reload();
    await hears(ben, "do not forget me");
    const { body } = await server.request("GET", "/rooms/tea/messages");
    assert.deepEqual(body.map((it) => [it.username, it.content]), [["Ben", "do not forget me"]]);
});

test("one takes another name, writes two lines, and comes back after having been removed", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const page = await enter(t, server.url, "Anna", "tea");
    await page.click("#me-change");
    await page.press("Escape");
    await page.see("Anna", "#people");
    await page.click("#me-change");
    await page.type("Anna Marlowe", "#welcome-name");
    await page.press("Enter");
    await page.see("Anna Marlowe", "#people");
    await page.type("one", "#composer-text");
    await page.press("Enter", SHIFT);
    await page.type("two");
    await page.press("Enter");
    await hears(page, "one\ntwo");
    const { body } = await server.request("GET", "/rooms/tea/messages");
    assert.deepEqual(body.map((it) => [it.username, it.content]), [["Anna Marlowe", "one\ntwo"]]);

    const { body: people } = await server.request("GET", "/rooms/tea/participants");
    const { socketId } = people.find((it) => it.connected);
    await server.request("DELETE", `/rooms/tea/participants/${socketId}?reason=late`);
    await page.see("You were removed from this room: late", "#banner");
    await page.click("#banner-action");
    await page.see("1 person here", "#room-summary");
});

test("a room of hundreds is counted as they come and go", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const crowd = await Promise.all(upTo(260).map(() => PlainClient.connect(t, server.url)));
    await Promise.all(crowd.map((client, i) => join(client, "tea", `person ${i + 1}`)));
    const page = await enter(t, server.url, "Anna", "tea");
    await page.see("261 people here", "#room-summary");
    await page.see("and 61 others", "#people");
    crowd.slice(0, 3).forEach((it) => it.close());
    await page.see("258 people here", "#room-summary");
});

test("a server that was started again is no loss: everybody is back, and so is what they said meanwhile", async (t) => {
    const data = await mkdtemp(`${tmpdir()}/parlor-page-`);
    const first = await startServer(t, "--data", data);
    await first.createRoom("tea");
    const pages = [await enter(t, first.url, "Anna", "tea"), await enter(t, first.url, "Ben", "tea")];
    const [anna, ben] = pages;
    await say(anna, "before");
    await Promise.all(pages.map((it) => hears(it, "before")));
    await first.stop();
    for (const page of pages) {
        await page.see("The connection is lost", "#banner");
    }
    await say(ben, "is it down?");
    const second = await startServer(t, "--data", data, "--port", first.port);
    t.after(() => rm(data, { recursive: true }));
    await Promise.all(pages.map((it) => hears(it, "is it down?")));
    await say(anna, "not any more");
    await Promise.all(pages.map((it) => hears(it, "not any more")));
    const expected = ["before", "is it down?", "not any more"];
    for (const page of pages) {
        assert.deepEqual(await contents(page), expected);
    }
    const { body } = await second.request("GET", "/rooms/tea/messages");
    assert.deepEqual(body.map((it) => [it.order, it.content]), expected.map((it, i) => [i + 1, it]));
});

test("on a narrow screen rooms, conversation and people take turns", async (t) => {
    const server = await startServer(t);
    await server.createRoom("tea");
    const page = await enter(t, server.url, "Anna", "tea", { width: 390, height: 844 });
    const isShown = (selector) => page.evaluate((it) => document.querySelector(it).checkVisibility({ visibilityProperty: true }), selector);
    assert.equal(await isShown("#rooms"), false);
    await page.click("#show-people");
    await page.until(() => document.querySelector("#people-panel").classList.contains("open"));
    assert.equal(await isShown("#people"), true);
    await page.press("Escape");
    await page.until(() => !document.querySelector("#people-panel").classList.contains("open"));
    await page.click("#to-rooms");
    await page.see("tea", "#rooms");
    assert.equal(await isShown("#conversation"), false);
});
