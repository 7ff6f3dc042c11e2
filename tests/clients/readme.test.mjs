// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What README.md tells people to type works as it is printed; only the port is another.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { CuttableProxy } from "./support/CuttableProxy.mjs";
import { Inbox, within } from "./support/Inbox.mjs";
import { runServer, startServer } from "./support/Server.mjs";

const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const forPort = (text, port) => text.replace(/\b(localhost|127\.0\.0\.1):3000\b/g, `$1:${port}`);
const scripts = [...readme.matchAll(/```js\n(.*?)```/gs)].map((it) => it[1]);

test("the curl examples answer as it says", async (t) => {
    const server = await startServer(t);
    const [talk] = readme.split("## Secure it");
    const commands = talk.split("\n").filter((line) => line.startsWith("curl "));
    const outputs = [];
    for (const command of commands) {
        const { stdout } = await promisify(execFile)("bash", ["-c", forPort(command, server.port)]);
        outputs.push(stdout);
    }
    assert.equal(outputs.length, 3);
    assert.equal(JSON.parse(outputs[0]).roomId, "100");
    assert.deepEqual(outputs.slice(1), ["[]", ""]);
});

test("the token that it makes by hand lets its user in, and no further", async (t) => {
    const directory = await mkdtemp(joinPath(tmpdir(), "parlor-"));
    t.after(() => rm(directory, { recursive: true }));
    const run = (script) => promisify(execFile)("bash", ["-ec", script], { cwd: directory });
    const [keys, token] = [...readme.split("## Secure it")[1].matchAll(/```sh\n(.*?)```/gs)].map((it) => it[1]);
    const [makeKeys, start] = keys.trim().split("\n");
    await run(makeKeys);
    const options = start.split(" ").slice(1).map((it) => it.replace("parlor.", `${directory}/parlor.`));
    const server = await startServer(t, ...options);
    const { stdout } = await run(forPort(`${token}\necho; echo $token`, server.port));
    const [room, made] = stdout.trim().split("\n");
    assert.match(room, /^\{"roomId":"lounge",.*\}\[\]$/);
    assert.equal((await server.request("GET", "/rooms/lounge/participants", undefined, made)).status, 200);
    assert.equal((await server.request("GET", "/rooms/other", undefined, made)).status, 403);
    assert.equal((await server.request("DELETE", "/rooms/lounge", undefined, made)).status, 403);
});

/** Runs a script of the README; what it prints comes into its inbox as `line`s. */
async function runScript(t, source, ...args) {
    const modules = fileURLToPath(new URL("node_modules/", import.meta.url));
    const directory = await mkdtemp(`${modules}.readme-`);
    const file = `${directory}/script.mjs`;
    await writeFile(file, source);
    const child = spawn(process.execPath, [file, ...args], { stdio: ["pipe", "pipe", "inherit"] });
    const exited = once(child, "exit");
    t.after(async () => {
        child.kill();
        await within(exited, () => "the script does not end");
        await rm(directory, { recursive: true });
    });
    const inbox = new Inbox();
    createInterface({ input: child.stdout }).on("line", (line) => inbox.add("line", line));
    return { inbox, type: (text) => child.stdin.write(`${text}\n`) };
}

test("two people chat with the Socket.IO example, and a third with the WebSocket one", async (t) => {
    const server = await startServer(t);
    const [chat, plain] = scripts.map((source) => forPort(source, server.port));
    const ann = await runScript(t, chat, "Ann");
    ann.type("anybody here?");
    await ann.inbox.next("line", (line) => line === "#1 Ann: anybody here?");
    const ben = await runScript(t, chat, "Ben");
    ben.type("I am");
    for (const person of [ann, ben]) {
        await person.inbox.next("line", (line) => line === "#2 Ben: I am");
    }
    const cleo = await runScript(t, `import WebSocket from "ws";\n${plain}`);
    await cleo.inbox.next("line", (line) => JSON.parse(line).data.order === 3);
    for (const person of [ann, ben]) {
        await person.inbox.next("line", (line) => line === "#3 Cleo: Hello");
    }
});

test("what is typed into the Socket.IO example while it is away comes after what it missed", async (t) => {
    const server = await startServer(t);
    const proxy = await CuttableProxy.start(t, server);
    // Over a WebSocket each event goes by itself, and the server may act on one before it has the next.
    const chat = scripts[0].replace("io(server)", 'io(server, { transports: ["websocket"] })');
    const ann = await runScript(t, forPort(chat, new URL(proxy.url).port), "Ann");
    ann.type("here");
    await ann.inbox.next("line", (line) => line === "#1 Ann: here");
    proxy.cut();
    await proxy.nextConnection();
    ann.type("still here");
    await server.post("lounge", "missed");
    await server.post("lounge", "missed as well");
    proxy.mend();
    await ann.inbox.next("line", (line) => line === "#4 Ann: still here");
    const orders = ann.inbox.all("line").map((line) => line.split(" ")[0]);
    assert.deepEqual(orders, ["#1", "#2", "#3", "#4"]);
});

test("it lists exactly the options that there are", async () => {
    const { stdout } = await runServer("--help");
    const optionsOf = (text) => [...new Set(text.match(/--[a-z][a-z-]+/g))].sort();
    const listed = stdout.split("\n").filter((line) => /^ +-/.test(line)).join("\n");
    const section = readme.split("## Options")[1].split("\n## ")[0];
    assert.deepEqual(optionsOf(section), optionsOf(listed));
});
