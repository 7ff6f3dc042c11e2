// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const SOCKET_IO = fileURLToPath(new URL("../peers/socketIo4.mjs", import.meta.url));

/** The programs under load, by name: what to call them, how to start them, and how to talk to them. */
export function subjects(binaries) {
    const server = join(binaries, "parlor-server");
    const knowsSqlite = execFileSync(server, ["--help"], { encoding: "utf8" }).includes("sqlite");
    const parlor = (...options) => [server, "--port", "0", ...options];
    const memory = (threads) => () => parlor("--io-threads", threads, "--storage", "memory");
    const sqlite = (threads) => (directory) => parlor("--io-threads", threads, "--storage", "sqlite", "--durability", "full",
        "--data", directory);
    const durable = knowsSqlite ? sqlite : memory;
    const name = knowsSqlite ? "Parlor, SQLite" : "Parlor, memory";

    return {
        parlor: { name, command: durable("1"), isDurable: knowsSqlite },
        twoThreads: { name: `${name}, 2 threads`, command: durable("2") },
        memory: { name: "Parlor, memory", command: memory("1") },
        floor: { name: "the floor", command: () => [join(binaries, "parlor-floor")], protocol: "floor" },
        bareHttp: { name: "a bare QHttpServer", command: () => [join(binaries, "parlor-bare-http")] },
        socketIo: { name: "Socket.IO 4", command: () => [process.execPath, SOCKET_IO] },
    };
}
