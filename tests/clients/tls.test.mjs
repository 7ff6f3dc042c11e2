// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TLS: everything over it, a certificate that is replaced, and who speaks the wrong thing.
import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent } from "node:https";
import { connect } from "node:net";
import { test } from "node:test";

import { heard, join, ordersOf, post, upTo } from "./support/clients.mjs";
import { within } from "./support/Inbox.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { makeFiles } from "./support/SecuredServer.mjs";
import { runServer, startServer } from "./support/Server.mjs";
import { EVERY_CLIENT, SocketIoClient } from "./support/SocketIoClient.mjs";
import { connectByTls, makeCertificate, requestByTls, shownName, startTlsServer } from "./support/TlsServer.mjs";

const agentFor = (t) => {
    const agent = new Agent({ keepAlive: true });
    t.after(() => agent.destroy());
    return agent;
};

async function createRoom(server, agent, roomId) {
    const { status } = await requestByTls(server, agent, "POST", "/rooms", { roomId, creatorUsername: "Peter" });
    assert.equal(status, 201);
}

/** Everything that it says until it closes the connection. */
async function saidTo(port, bytes) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    const pieces = [];
    socket.on("data", (piece) => pieces.push(piece));
    socket.write(bytes);
    await within(once(socket, "close"), () => "the connection stays");
    return Buffer.concat(pieces);
}

test("the server says https where it listens", async (t) => {
    const server = await startTlsServer(t);
    assert.match(server.url, /^https:/);
});

test("HTTPS: requests on one connection, small and large", async (t) => {
    const server = await startTlsServer(t);
    const agent = agentFor(t);
    await createRoom(server, agent, "tea");
    const content = "ü".repeat(100_000);
    for (const order of upTo(10)) {
        const { status, body } = await requestByTls(server, agent, "POST", "/rooms/tea/messages", { username: "REST", content });
        assert.deepEqual([status, body.order], [201, order]);
    }
    const { body } = await requestByTls(server, agent, "GET", "/rooms/tea/messages");
    assert.deepEqual(body.map((it) => it.content === content), upTo(10).map(() => true));
});

for (const [name, options] of EVERY_CLIENT) {
    // Twice as many as there are threads: a request may arrive at one that does not have its session.
    test(`${name}: people talk over TLS`, async (t) => {
        const server = await startTlsServer(t, "--io-threads", "3");
        await createRoom(server, agentFor(t), "tea");
        const clients = await Promise.all(upTo(6).map(() => SocketIoClient.connect(t, server.url, { ...options, ca: server.ca })));
        for (const [i, client] of clients.entries()) {
            if (!options.transports) {
                await client.upgraded();
            }
            await join(client, "tea", `person ${i}`);
        }
        for (const [i, client] of clients.entries()) {
            await post(client, "tea", `person ${i}`, `words of ${i} ${"…".repeat(10_000)}`);
        }
        for (const client of clients) {
            await client.inbox.next("exchanges", (it) => it.order === clients.length);
            assert.deepEqual(ordersOf(client), upTo(clients.length));
        }
    });
}

test("plain WebSocket: people talk over TLS", async (t) => {
    const server = await startTlsServer(t);
    await createRoom(server, agentFor(t), "tea");
    const anna = await PlainClient.connect(t, server.url, { ca: server.ca });
    const ben = await PlainClient.connect(t, server.url, { ca: server.ca });
    await join(anna, "tea", "Anna");
    await join(ben, "tea", "Ben");
    for (const order of upTo(50)) {
        await post(anna, "tea", "Anna", `words ${order}`);
    }
    await heard(ben, "words 50");
    assert.deepEqual(ordersOf(ben), upTo(50));
});

test("SIGHUP: a new certificate is for new connections, and none is dropped", async (t) => {
    const server = await startTlsServer(t);
    const agent = agentFor(t);
    await createRoom(server, agent, "tea");
    const anna = await PlainClient.connect(t, server.url, { ca: server.ca });
    const ben = await SocketIoClient.connect(t, server.url, { ca: server.ca });
    await join(anna, "tea", "Anna");
    await join(ben, "tea", "Ben");

    const newer = await makeCertificate("second");
    await server.replace({ ...newer, key: (await makeCertificate("other")).key });
    server.signal("SIGHUP");
    await server.logged(/key' is not the key of the certificate in '.*cert'; going on with the certificate of before/);
    assert.equal(await shownName(server), "first");

    await server.replace(newer);
    server.signal("SIGHUP");
    // Each worker hears of it for itself.
    for (let inARow = 0; inARow < 4;) {
        inARow = await shownName(server) === "second" ? inARow + 1 : 0;
    }
    await post(anna, "tea", "Anna", "still here");
    await heard(ben, "still here");
    const { status } = await requestByTls(server, agent, "GET", "/rooms/tea");
    assert.equal(status, 200);
    await assert.rejects(PlainClient.connect(t, server.url, { ca: server.ca }));
    await join(await PlainClient.connect(t, server.url, { ca: newer.certificate }), "tea", "Cleo");
});

test("what is older than TLS 1.2 is refused, and so are other protocols than HTTP/1.1", async (t) => {
    const server = await startTlsServer(t);
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
    await assert.rejects(connectByTls(server, old), { code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" });
    await assert.rejects(connectByTls(server, { ALPNProtocols: ["h2"] }), { code: "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL" });
    for (const version of ["TLSv1.2", "TLSv1.3"]) {
        const socket = await connectByTls(server, { minVersion: version, maxVersion: version, ALPNProtocols: ["h2", "http/1.1"] });
        assert.deepEqual([socket.getProtocol(), socket.alpnProtocol], [version, "http/1.1"]);
        socket.destroy();
    }
});

test("a session is taken up again by its ticket", async (t) => {
    const server = await startTlsServer(t);
    const first = await connectByTls(server);
    const [session] = await within(once(first, "session"), () => "no ticket");
    first.destroy();
    const second = await connectByTls(server, { session });
    assert.ok(second.isSessionReused());
    second.destroy();
});

test("one connection too many is told so by TLS, too", async (t) => {
    const server = await startTlsServer(t, "--max-connections", "1");
    const first = await connectByTls(server);
    const { status } = await requestByTls(server, agentFor(t), "GET", "/rooms");
    assert.equal(status, 503);
    first.destroy();
});

test("plain HTTP on a port that speaks TLS is told so", async (t) => {
    const server = await startTlsServer(t);
    const answer = (await saidTo(server.port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")).toString();
    assert.match(answer, /^HTTP\/1.1 400 Bad Request\r\n/);
    assert.match(answer, /\r\nContent-Type: text\/plain; charset=utf-8\r\n/);
    assert.match(answer, /\r\n\r\nThis port speaks TLS: use https:\/\/ or wss:\/\/\n$/);
});

test("TLS on a port that does not speak it gets an alert, and a line in the log", async (t) => {
    const server = await startServer(t);
    // The version in the middle is OpenSSL's taste.
    await assert.rejects(connectByTls(server), { code: /^ERR_SSL_.*_ALERT_HANDSHAKE_FAILURE$/ });
    await server.logged(/127\.0\.0\.1 speaks TLS to a port that does not: refused/);
});

test("the server does not start with files that are of no use", async (t) => {
    const write = await makeFiles(t);
    const { certificate, key } = await makeCertificate("one");
    const [cert, own] = [await write("cert", certificate), await write("key", key)];
    const other = await write("other", (await makeCertificate("two")).key);
    for (const [options, reason] of [
        [["--tls-cert", cert], /--tls-cert and --tls-key go together/],
        [["--tls-key", own], /--tls-cert and --tls-key go together/],
        [["--tls-cert", "", "--tls-key", own], /--tls-cert must name a file/],
        [["--tls-cert", `${cert}-not`, "--tls-key", own], /'.*cert-not' cannot be read/],
        [["--tls-cert", cert, "--tls-key", other], /'.*other' is not the key of the certificate in '.*cert'/],
        [["--tls-cert", own, "--tls-key", own], /'.*key' holds no certificate in PEM/],
    ]) {
        const { code, stdout, stderr } = await runServer("--port", "0", "--storage", "memory", ...options);
        assert.deepEqual([code, stdout], [2, ""]);
        assert.match(stderr, reason);
    }
});
