// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const LISTENING = /listening on http:\/\/127\.0\.0\.1:(\d+)$/;
const START_MS = 20_000;
const STOP_MS = 15_000;

const running = new Set();

/** Ends whatever still runs, at once: for when the run is broken off. */
export function killAll() {
    for (const program of running) {
        program.kill();
    }
}

function pinned(cores, command) {
    return cores === undefined ? command : ["taskset", "-c", cores, ...command];
}

/** A server under load: started on a free port, with a directory for its data that goes when it does. */
export class Server {
    #process;
    #exited;
    #directory = mkdtempSync(join(tmpdir(), "parlor-bench-"));

    /** `command(directory)` gives program and arguments; `cores` as taskset takes them, undefined for all. */
    static async start(command, cores) {
        const server = new Server(command, cores);
        await server.#listening();
        return server;
    }

    constructor(command, cores) {
        const [program, ...args] = pinned(cores, command(this.#directory));
        this.#process = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
        this.#exited = once(this.#process, "exit");
        running.add(this);
    }

    get pid() {
        return this.#process.pid;
    }

    async #listening() {
        const lines = createInterface({ input: this.#process.stdout });
        const slow = setTimeout(() => this.kill(), START_MS);
        const line = await Promise.race([once(lines, "line"), this.#exited.then(() => [""])]);
        clearTimeout(slow);
        const match = LISTENING.exec(line[0]);
        if (!match) {
            this.kill();
            throw new Error(`${this.#process.spawnargs.join(" ")} does not say that it listens`);
        }
        this.port = match[1];
        this.#process.stdout.resume();
    }

    async stop() {
        this.#process.kill("SIGTERM");
        const slow = setTimeout(() => this.#process.kill("SIGKILL"), STOP_MS);
        await this.#exited;
        clearTimeout(slow);
        this.#forget();
    }

    kill() {
        this.#process.kill("SIGKILL");
        this.#forget();
    }

    #forget() {
        running.delete(this);
        rmSync(this.#directory, { recursive: true, force: true });
    }
}

/** Runs the load generator to its end; its figures. */
export async function load(program, args, cores, patienceMs) {
    const [file, ...rest] = pinned(cores, [program, ...args]);
    const child = spawn(file, rest, { stdio: ["ignore", "pipe", "pipe"], timeout: patienceMs, killSignal: "SIGKILL" });
    const handle = { kill: () => child.kill("SIGKILL") };
    running.add(handle);
    let output = "";
    let complaint = "";
    child.stdout.setEncoding("utf8").on("data", (text) => { output += text; });
    child.stderr.setEncoding("utf8").on("data", (text) => { complaint += text; });
    const [code, signal] = await once(child, "close");
    running.delete(handle);
    if (code !== 0) {
        throw new Error(complaint.trim() || `the load generator ended with ${signal ?? code}`);
    }
    return JSON.parse(output);
}
