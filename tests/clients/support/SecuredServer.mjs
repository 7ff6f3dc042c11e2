// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { createHmac, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";

import { PlainClient } from "./PlainClient.mjs";
import { startServer } from "./Server.mjs";
import { EVERY_CLIENT, SocketIoClient } from "./SocketIoClient.mjs";

/** How far the server lets clocks be apart: a token is good for so many seconds after its `exp`. */
export const CLOCK_SKEW = 10;

export const nowInSeconds = () => Math.floor(Date.now() / 1000);

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token for those claims, good for a minute where they do not say otherwise. */
export function signWithSecret(secret, claims) {
    const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ exp: nowInSeconds() + 60, ...claims })}`;
    return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

/** What only the holder of a private key can sign, and whoever has the public one can check. */
export class KeyPair {
    #pair = generateKeyPairSync("rsa", { modulusLength: 2048 });

    get publicPem() {
        return this.#pair.publicKey.export({ type: "spki", format: "pem" });
    }

    sign(claims) {
        const text = `${encode({ alg: "RS256" })}.${encode({ exp: nowInSeconds() + 60, ...claims })}`;
        return `${text}.${createSign("sha256").update(text).sign(this.#pair.privateKey, "base64url")}`;
    }
}

/** Files of the operator, which end with the test `t`. */
export async function makeFiles(t) {
    const directory = await mkdtemp(joinPath(tmpdir(), "parlor-"));
    t.after(() => rm(directory, { recursive: true }));
    return async (name, content, mode = 0o600) => {
        const path = joinPath(directory, name);
        await writeFile(path, content, { mode });
        return path;
    };
}

/**
 * A server that asks for tokens: those of a secret (`tokenFor`), and an admin's (`token`, which its own requests bring). At the end of the
 * test, none of them may stand in what it logged.
 */
export async function startSecuredServer(t, ...options) {
    const write = await makeFiles(t);
    const secret = randomBytes(32).toString("hex");
    const admin = `admin-${randomBytes(16).toString("hex")}`;
    const secretFile = await write("secret", `${secret}\n`);
    const adminFile = await write("admin", `${admin}\n`);
    const server = await startServer(t, "--jwt-secret-file", secretFile, "--admin-token-file", adminFile, ...options);
    const made = [admin, secret];
    server.token = admin;
    server.tokenFor = (claims) => {
        made.push(signWithSecret(secret, { role: "member", ...claims }));
        return made.at(-1);
    };
    server.replaceSecret = (content) => write("secret", content);
    t.after(() => {
        for (const token of made) {
            assert.ok(!server.log.includes(token) && !server.log.includes(token.split(".")[2] ?? token), server.log);
        }
    });
    return server;
}

/** Every way into the chat with a token: [name, async (t, server, token) => a client]. */
export const EVERY_WAY = [
    ...EVERY_CLIENT.map(([name, options]) => [name, (t, server, token) => SocketIoClient.connect(t, server.url, {
        ...options, ...(options.version === "2" ? { query: { token } } : { auth: { token } }),
    })]),
    ["plain WebSocket, bearer", (t, server, token) => (
        PlainClient.connect(t, server.url, { headers: { authorization: `Bearer ${token}` } }))],
    ["plain WebSocket, access_token", (t, server, token) => (
        PlainClient.connect(t, server.url, { query: `?access_token=${encodeURIComponent(token)}` }))],
    ["plain WebSocket, auth event", async (t, server, token) => {
        const client = await PlainClient.connect(t, server.url);
        const answer = await client.requestAnswer("auth", { token });
        if (answer.event === "exception") {
            throw new Error(answer.data.message);
        }
        return client;
    }],
];

/** Two of them, for what is the same however one came in. */
export const BOTH_WAYS = EVERY_WAY.filter(([name]) => /^socket.io-client 4, websocket|auth event$/.test(name));
