// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { within } from "./Inbox.mjs";
import { OpenApi } from "./OpenApi.mjs";

const PROGRAM = process.env.PARLOR_SERVER;
assert.ok(PROGRAM, "PARLOR_SERVER must name the server's binary");

/** What every answer in these tests is held against. */
const API = OpenApi.ofSources();

const LISTENING = /^parlor-server listening on (https?:\/\/127\.0\.0\.1:(\d+))$/;

/** Runs the server with those arguments to its end, for what it refuses. */
export async function runServer(...args) {
    const child = spawn(PROGRAM, args, { stdio: ["ignore", "pipe", "pipe"] });
    const result = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) {
        child[name].setEncoding("utf8").on("data", (text) => { result[name] += text; });
    }
    const [code] = await within(once(child, "close"), () => `the server still runs: ${result.stdout}`);
    return { code, ...result };
}

/**
 * A server on a free port, which is stopped and must say exit code 0 when the test `t` ends. It keeps its data in memory
 * unless an option names a directory.
 */
export async function startServer(t, ...options) {
    const server = new Server(options);
    t.after(() => server.stop());
    await server.listening();
    return server;
}

class Server {
    /** What it said on standard error. */
    log = "";
    /** What its requests bring, where it asks for one. */
    token;
    #process;
    #lines = [];
    #exited;
    #isStopping = false;
    #mayFail = false;

    constructor(options) {
        const storage = options.includes("--data") ? [] : ["--storage", "memory"];
        const args = ["--port", "0", "--io-threads", "2", ...storage, ...options];
        this.#process = spawn(PROGRAM, args, { stdio: ["ignore", "pipe", "pipe"] });
        this.#process.stderr.setEncoding("utf8").on("data", (text) => {
            this.log += text;
            process.stderr.write(text);
        });
        this.#exited = once(this.#process, "exit");
    }

    async listening() {
        const lines = createInterface({ input: this.#process.stdout });
        const first = once(lines, "line");
        lines.on("line", (line) => this.#lines.push(line));
        const ended = this.#exited.then(([code]) => { throw new Error(`the server ended with exit code ${code}`); });
        ended.catch(() => {});
        const [line] = await within(Promise.race([first, ended]), () => "the server does not say that it listens");
        const match = LISTENING.exec(line);
        assert.ok(match, `unexpected first line: ${line}`);
        [, this.url, this.port] = match;
    }

    get pid() {
        return this.#process.pid;
    }

    /** What it ends with, for tests that do not let it end by itself. */
    get exitCode() {
        this.#mayFail = true;
        return this.#exited.then(([code]) => code);
    }

    signal(name) {
        process.kill(this.pid, name);
    }

    /** Settles when the process has ended; fails where that was not by itself and with exit code 0. */
    async ended() {
        const [code, signal] = await within(this.#exited, () => "the server does not end");
        assert.deepEqual({ code, signal }, { code: 0, signal: null });
        assert.equal(this.#lines.length, 1, `more than one line on standard output: ${this.#lines}`);
    }

    async stop() {
        if (!this.#isStopping && this.#process.exitCode === null && this.#process.signalCode === null) {
            this.#isStopping = true;
            this.signal("SIGTERM");
            this.signal("SIGCONT"); // in case a test left it stopped
        }
        await (this.#mayFail ? this.#exited : this.ended());
    }

    /** Settles when it has said that on standard error. */
    async logged(pattern) {
        while (!pattern.test(this.log)) {
            await within(once(this.#process.stderr, "data"), () => `the server does not say ${pattern}, but: ${this.log}`);
        }
    }

    async request(method, path, payload, token = this.token) {
        const body = payload === undefined ? undefined : JSON.stringify(payload);
        const headers = token ? { authorization: `Bearer ${token}` } : {};
        const response = await fetch(`${this.url}/api/v1${path}`, { method, body, headers });
        const text = await response.text();
        API.checkAnswer(method, `/api/v1${path.split("?")[0]}`, response.status, response.headers, text);
        return { status: response.status, headers: response.headers, body: text && JSON.parse(text) };
    }

    async createRoom(roomId) {
        const { status } = await this.request("POST", "/rooms", { roomId, creatorUsername: "Peter" });
        assert.equal(status, 201);
    }

    async closeRoom(roomId) {
        const { status } = await this.request("DELETE", `/rooms/${encodeURIComponent(roomId)}`);
        assert.equal(status, 204);
    }

    async post(roomId, content) {
        const path = `/rooms/${encodeURIComponent(roomId)}/messages`;
        const { status, body } = await this.request("POST", path, { username: "REST", content });
        assert.equal(status, 201);
        return body;
    }
}
