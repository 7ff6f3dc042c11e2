// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import WebSocket from "ws";

import { Inbox, within } from "./Inbox.mjs";

const PROGRAM = process.env.PARLOR_CHROMIUM;

const FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--remote-debugging-port=0",
];

/** Chromium without a window, driven over the Chrome DevTools Protocol. */
export class Chromium {
    #process;
    #exited;
    #profile;
    #socket;
    #lastId = 0;
    #requests = new Map();
    #pages = new Map();

    /** Runs until the test `t` ends. */
    static async start(t) {
        assert.ok(PROGRAM, "PARLOR_CHROMIUM must name the browser");
        const chromium = new Chromium();
        t.after(() => chromium.close());
        await chromium.#launch();
        return chromium;
    }

    async #launch() {
        this.#profile = await mkdtemp(`${tmpdir()}/parlor-chromium-`);
        const args = [...FLAGS, `--user-data-dir=${this.#profile}`, "about:blank"];
        this.#process = spawn(PROGRAM, args, { stdio: ["ignore", "ignore", "pipe"] });
        this.#exited = once(this.#process, "exit");
        const said = [];
        const address = new Promise((resolve) => {
            createInterface({ input: this.#process.stderr }).on("line", (line) => {
                said.push(line);
                const match = /^DevTools listening on (ws:.*)$/.exec(line);
                if (match) {
                    resolve(match[1]);
                }
            });
        });
        const ended = this.#exited.then(() => { throw new Error(`Chromium ended: ${said.join("\n")}`); });
        ended.catch(() => {});
        const url = await within(Promise.race([address, ended]), () => `Chromium says no address: ${said.join("\n")}`);
        this.#socket = new WebSocket(url, { perMessageDeflate: false });
        this.#socket.on("message", (text) => this.#receive(JSON.parse(text)));
        this.#socket.on("close", () => {
            this.#requests.forEach(({ reject }) => reject(new Error("Chromium is gone")));
        });
        await within(once(this.#socket, "open"), () => "Chromium takes no connection");
    }

    #receive({ id, result, error, method, params, sessionId }) {
        if (id === undefined) {
            this.#pages.get(sessionId)?.handle(method, params);
            return;
        }
        const { resolve, reject } = this.#requests.get(id);
        this.#requests.delete(id);
        if (error) {
            reject(new Error(`${error.message} ${error.data ?? ""}`));
        } else {
            resolve(result);
        }
    }

    /** One command of the protocol, to the browser or to a page's session. */
    send(method, params = {}, sessionId = undefined) {
        const id = ++this.#lastId;
        const answered = new Promise((resolve, reject) => this.#requests.set(id, { resolve, reject }));
        this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
        return within(answered, () => `Chromium does not answer ${method}`);
    }

    /** A page with storage of its own, as if another person's. Only a page of this machine may connect to a server here:
     *  `about:blank` may not. */
    async openPage(url, { width = 1280, height = 800, dark = false } = {}) {
        const { browserContextId } = await this.send("Target.createBrowserContext");
        const { targetId } = await this.send("Target.createTarget", { url: "about:blank", browserContextId });
        const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
        const page = new Page((method, params) => this.send(method, params, sessionId));
        page.close = async () => {
            await this.send("Target.disposeBrowserContext", { browserContextId });
            this.#pages.delete(sessionId);
        };
        this.#pages.set(sessionId, page);
        await Promise.all(["Page", "Runtime", "Log", "Network"].map((domain) => page.send(`${domain}.enable`)));
        await page.setView({ width, height, dark });
        await page.navigate(url);
        return page;
    }

    async close() {
        if (!this.#process) {
            return;
        }
        if (this.#process.exitCode === null && this.#socket?.readyState === WebSocket.OPEN) {
            this.#socket.send(JSON.stringify({ id: ++this.#lastId, method: "Browser.close" }));
            this.#requests.set(this.#lastId, { resolve() {}, reject() {} });
        } else {
            this.#process.kill("SIGKILL");
        }
        await within(this.#exited, () => "Chromium does not end");
        this.#socket?.terminate();
        await rm(this.#profile, { recursive: true, force: true, maxRetries: 10 });
    }
}

/** One page. What it does wrong: errors that nobody caught, what failed to load, what a policy refused. */
export class Page {
    /** What the page prints on its console, as `console` events, and what it does wrong, as `problem`s. */
    inbox = new Inbox();
    /** A command of the protocol to this page. */
    send;
    /** Closes it and forgets its storage. */
    close;
    #onLoaded = () => {};

    constructor(send) {
        this.send = send;
    }

    handle(method, params) {
        if (method === "Page.loadEventFired") {
            this.#onLoaded();
        } else if (method === "Runtime.consoleAPICalled") {
            this.inbox.add("console", params.args.map((it) => it.value ?? it.description).join(" "));
        } else if (method === "Runtime.exceptionThrown") {
            const { text, exception } = params.exceptionDetails;
            this.inbox.add("problem", exception?.description ?? text);
        } else if (method === "Log.entryAdded" && params.entry.level === "error") {
            if (params.entry.url?.endsWith("/favicon.ico")) {
                return; // the browser's own idea
            }
            this.inbox.add("problem", `${params.entry.source}: ${params.entry.text} ${params.entry.url ?? ""}`);
        }
    }

    get problems() {
        return this.inbox.all("problem");
    }

    async setView({ width, height, dark }) {
        const isMobile = width < 600;
        await this.send("Emulation.setDeviceMetricsOverride",
                        { width, height, deviceScaleFactor: isMobile ? 2 : 1, mobile: isMobile });
        const scheme = { name: "prefers-color-scheme", value: dark ? "dark" : "light" };
        // What a style only moves gradually would still be somewhere else.
        const motion = { name: "prefers-reduced-motion", value: "reduce" };
        await this.send("Emulation.setEmulatedMedia", { features: [scheme, motion] });
    }

    /** Settles when the page is loaded. */
    async navigate(url) {
        const loaded = new Promise((resolve) => { this.#onLoaded = resolve; });
        const { errorText } = await this.send("Page.navigate", { url });
        assert.equal(errorText, undefined, `${url}: ${errorText}`);
        await within(loaded, () => `${url} is not loaded`);
    }

    async reload() {
        const loaded = new Promise((resolve) => { this.#onLoaded = resolve; });
        await this.send("Page.reload");
        await within(loaded, () => "the page is not loaded again");
    }

    /** Calls `task`, which is sent as text, in the page, with arguments that JSON can carry; gives its settled result. */
    async evaluate(task, ...args) {
        const expression = `(${task})(...${JSON.stringify(args)})`;
        return this.run(expression);
    }

    /** Runs a script's text in the page, whatever its policy says; gives the settled value of its last expression. */
    async run(source) {
        const { result, exceptionDetails } = await this.send("Runtime.evaluate",
            { expression: source, awaitPromise: true, returnByValue: true, userGesture: true });
        if (exceptionDetails) {
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        }
        return result.value;
    }

    /** Waits until `condition` holds in the page, looking whenever the document changes; gives what it gave. */
    until(condition, ...args) {
        const watch = `new Promise((resolve, reject) => {
            const look = () => {
                try {
                    const value = (${condition})(...${JSON.stringify(args)});
                    if (value) { observer.disconnect(); resolve(value); }
                } catch (error) { observer.disconnect(); reject(error); }
            };
            const observer = new MutationObserver(look);
            observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
            document.addEventListener("input", look);
            look();
        })`;
        return within(this.run(watch), () => `never in the page: ${condition} of ${JSON.stringify(args)}`, 15_000);
    }

    /** Waits until an element shows that text, and is shown itself. */
    see(text, selector = "body") {
        return this.until((wanted, where) => [...document.querySelectorAll(where)].some((it) =>
            it.getClientRects().length > 0 && it.innerText.includes(wanted)), text, selector);
    }

    /** Clicks where the element stands, as a mouse does. */
    async click(selector) {
        await this.until((it) => document.querySelector(it)?.getClientRects().length, selector);
        const { x, y } = await this.evaluate((it) => {
            const element = document.querySelector(it);
            element.scrollIntoView({ block: "nearest", behavior: "instant" });
            const box = element.getBoundingClientRect();
            return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        }, selector);
        for (const type of ["mousePressed", "mouseReleased"]) {
            await this.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
        }
    }

    /** Types into whatever has the focus, or into `selector`, whose text it replaces. */
    async type(text, selector = undefined) {
        if (selector) {
            await this.until((it) => document.querySelector(it)?.getClientRects().length, selector);
            await this.evaluate((it) => { document.querySelector(it).focus(); document.querySelector(it).select?.(); }, selector);
        }
        await this.send("Input.insertText", { text });
    }

    async press(key, modifiers = 0) {
        const text = key === "Enter" ? "\r" : undefined;
        const code = { Enter: 13, Escape: 27, Tab: 9, ArrowUp: 38, ArrowDown: 40 }[key];
        for (const type of ["keyDown", "keyUp"]) {
            await this.send("Input.dispatchKeyEvent",
                            { type, key, code: key, windowsVirtualKeyCode: code, modifiers, text: type === "keyDown" ? text : undefined });
        }
    }

    async screenshot(file) {
        const { data } = await this.send("Page.captureScreenshot", { format: "png" });
        await writeFile(file, Buffer.from(data, "base64"));
    }
}
