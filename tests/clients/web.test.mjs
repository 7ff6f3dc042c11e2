// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files of the web page, as HTTP clients see them.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

import { runServer, startServer } from "./support/Server.mjs";

const PAGES = ["/", "/docs"];

const get = (server, path, headers = {}, method = "GET") => fetch(server.url + path, { method, headers });

/** What a page or a module names: the addresses that a browser loads with it. */
function loadedBy(path, text) {
    const inMarkup = [...text.matchAll(/(?:src|href)="(\/[^"#]*)"/g)];
    const inModule = [...text.matchAll(/^(?:import|export) .*from "(\.[^"]+)";$/gm)];
    return [...inMarkup, ...inModule].map((it) => new URL(it[1], `http://host${path}`).pathname);
}

test("everything that the pages load is served, with its type", async (t) => {
    const server = await startServer(t);
    const types = { html: "text/html", css: "text/css", js: "text/javascript", json: "application/json", svg: "image/svg+xml" };
    const seen = new Set();
    const waiting = [...PAGES];
    for (let path; (path = waiting.pop()) !== undefined; ) {
        if (seen.has(path)) {
            continue;
        }
        seen.add(path);
        const response = await get(server, path);
        assert.equal(response.status, 200, path);
        const extension = /\.(\w+)$/.exec(path)?.[1] ?? "html";
        assert.equal(response.headers.get("content-type").split(";")[0], types[extension], path);
        waiting.push(...loadedBy(path, await response.text()));
    }
    assert.ok(seen.size > 10, [...seen].join(" "));
});

test("every file forbids what it does not need", async (t) => {
    const server = await startServer(t);
    for (const path of [...PAGES, "/web/theme.css", "/web/chat/main.js", "/web/icon.svg"]) {
        const { headers } = await get(server, path);
        const policy = headers.get("content-security-policy");
        assert.match(policy, /^default-src 'none'; /);
        assert.doesNotMatch(policy, /unsafe|\*|https?:|data:/);
        assert.equal(headers.get("x-content-type-options"), "nosniff");
        assert.equal(headers.get("referrer-policy"), "no-referrer");
    }
});

test("who has a file is told so", async (t) => {
    const server = await startServer(t);
    const first = await get(server, "/web/theme.css");
    const tag = first.headers.get("etag");
    assert.match(tag, /^"[^"]+"$/);
    assert.equal(first.headers.get("cache-control"), "no-cache");

    const again = await get(server, "/web/theme.css", { "if-none-match": `"other", W/${tag}` });
    assert.equal(again.status, 304);
    assert.equal(again.headers.get("etag"), tag);
    assert.equal(again.headers.get("content-type"), null);
    assert.equal(await again.text(), "");
    assert.equal((await get(server, "/web/theme.css", { "if-none-match": '"other"' })).status, 200);
});

test("HEAD answers like GET, and nothing else is allowed", async (t) => {
    const server = await startServer(t);
    const [got, head] = [await get(server, "/"), await get(server, "/", {}, "HEAD")];
    for (const name of ["content-type", "content-length", "etag", "content-security-policy"]) {
        assert.equal(head.headers.get(name), got.headers.get(name), name);
    }
    assert.equal(await head.text(), "");
    const refused = await get(server, "/", {}, "POST");
    assert.equal(refused.status, 405);
    assert.equal(refused.headers.get("allow"), "GET, HEAD, OPTIONS");
    assert.equal(await refused.text(), '{"statusCode":405,"message":"Cannot POST /","error":"Method Not Allowed"}');
});

test("there is no way to other files", async (t) => {
    const server = await startServer(t);
    for (const path of ["/web", "/web/chat", "/web/chat/index.html", "/index.html", "/web/../README.md", "/web/%2e%2e/README.md",
                        "/web/..%2Ftheme.css", "/web//theme.css", "/web/theme.css%00", "/web/Theme.css", "/:/parlor/web/theme.css"]) {
        const { stdout } = await promisify(execFile)("curl", ["--silent", "--path-as-is", server.url + path]);
        assert.equal(stdout, `{"statusCode":404,"message":"Cannot GET ${path}","error":"Not Found"}`);
    }
});

for (const [how, options, env] of [["--no-web", ["--no-web"], {}], ["PARLOR_NO_WEB", [], { PARLOR_NO_WEB: "true" }]]) {
    test(`${how} leaves the API alone`, async (t) => {
        Object.assign(process.env, env);
        t.after(() => Object.keys(env).forEach((name) => delete process.env[name]));
        const server = await startServer(t, ...options);
        for (const path of [...PAGES, "/web/theme.css"]) {
            const response = await get(server, path);
            assert.equal(response.status, 404);
            assert.equal(await response.text(), `{"statusCode":404,"message":"Cannot GET ${path}","error":"Not Found"}`);
        }
        assert.equal((await get(server, "/api/v1/rooms")).status, 200);
    });
}

test("PARLOR_NO_WEB says yes or no", async (t) => {
    process.env.PARLOR_NO_WEB = "perhaps";
    t.after(() => delete process.env.PARLOR_NO_WEB);
    const { code, stderr } = await runServer();
    assert.equal(code, 2);
    assert.match(stderr, /PARLOR_NO_WEB must be true or false, not 'perhaps'/);
});
