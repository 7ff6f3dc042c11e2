// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may do what where the server asks for tokens, with real clients.
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import WebSocket from "ws";

import { FORBIDDEN, heard, join, post } from "./support/clients.mjs";
import { within } from "./support/Inbox.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import {
    BOTH_WAYS, CLOCK_SKEW, EVERY_WAY, KeyPair, makeFiles, nowInSeconds, signWithSecret, startSecuredServer,
} from "./support/SecuredServer.mjs";
import { runServer, startServer } from "./support/Server.mjs";

const POLICY_VIOLATION = 1008;
const unauthorized = (message = "Unauthorized") => ({ status: "error", code: "unauthorized", message });

/** Whether the error of a client that was not let in says so, in the words of its library. */
const isUnauthorized = (error) => /Unauthorized|Unexpected server response: 401/.test(error.message ?? error);

for (const [way, enter] of EVERY_WAY) {
    test(`${way}: who has a token talks; others are not let in`, async (t) => {
        const server = await startSecuredServer(t);
        await server.createRoom("tea");
        const anna = await enter(t, server, server.tokenFor({ sub: "Anna", rooms: ["tea"] }));
        await join(anna, "tea", "Anna");
        await post(anna, "tea", "Anna", "hello");
        const { username } = await heard(anna, "hello");
        assert.equal(username, "Anna");

        const wrong = [
            signWithSecret("another secret of more than 32 bytes", { sub: "Anna", role: "admin" }),
            server.tokenFor({ sub: "Anna", exp: nowInSeconds() - CLOCK_SKEW - 1 }),
            server.tokenFor({ sub: "Anna", nbf: nowInSeconds() + 60 }),
            server.tokenFor({ sub: "" }),
            "nonsense",
        ];
        for (const token of wrong) {
            await assert.rejects(enter(t, server, token), isUnauthorized);
        }
    });
}

test("a token that expires ends its connection, whatever the way, which is told why", async (t) => {
    const server = await startSecuredServer(t);
    await server.createRoom("tea");
    const clients = await Promise.all(EVERY_WAY.map(async ([, enter], i) => {
        const token = server.tokenFor({ sub: `Anna ${i}`, exp: nowInSeconds() - CLOCK_SKEW + 6 });
        const client = await enter(t, server, token);
        await join(client, "tea", undefined);
        return client;
    }));
    for (const [i, client] of clients.entries()) {
        const [way] = EVERY_WAY[i];
        assert.deepEqual(await client.inbox.next("exception"), unauthorized("The token has expired"), way);
        const end = await within(client.ended, () => `${way}: the connection goes on`);
        if (client instanceof PlainClient) {
            assert.deepEqual(end, { code: POLICY_VIOLATION, reason: "unauthorized" });
        }
    }
});

for (const [way, enter] of BOTH_WAYS) {
    test(`${way}: nobody speaks under another's name`, async (t) => {
        const server = await startSecuredServer(t);
        await server.createRoom("tea");
        const token = server.tokenFor({ sub: "Anna" });
        const anna = await enter(t, server, token);
        await join(anna, "tea", undefined);
        const [{ username }] = await anna.inbox.next("participants/tea");
        assert.equal(username, "Anna");
        assert.deepEqual(await anna.request("exchanges", { roomId: "tea", username: "Ben", content: "I am Ben" }), FORBIDDEN);
        await post(anna, "tea", undefined, "I am");
        assert.equal((await heard(anna, "I am")).username, "Anna");

        const liar = await enter(t, server, token);
        assert.deepEqual(await liar.request("participants", { roomId: "tea", username: "Ben" }), FORBIDDEN);
        await within(liar.ended, () => "the connection goes on");
    });

    test(`${way}: a member has its rooms, and does not learn of others`, async (t) => {
        const server = await startSecuredServer(t);
        await server.createRoom("tea-1");
        await server.createRoom("secret");
        const token = server.tokenFor({ sub: "Anna", rooms: ["tea-*"] });
        const anna = await enter(t, server, token);
        await join(anna, "tea-1", "Anna");
        for (const roomId of ["secret", "nowhere"]) {
            const said = { roomId, username: "Anna", content: "hello", typing: true };
            for (const event of ["exchanges", "leave", "typing", "unobserve"]) {
                assert.deepEqual(await anna.request(event, said), FORBIDDEN, event);
            }
            const joiner = await enter(t, server, token);
            assert.deepEqual(await joiner.request("participants", { roomId, username: "Anna" }), FORBIDDEN);
            await within(joiner.ended, () => "the connection goes on");
        }
        const observer = await enter(t, server, token);
        assert.deepEqual(await observer.request("observe", { roomId: "tea-1" }), FORBIDDEN);
    });

    test(`${way}: who does not take part cannot post`, async (t) => {
        const server = await startSecuredServer(t);
        await server.createRoom("tea");
        for (const token of [server.token, server.tokenFor({ sub: "Anna" })]) {
            const client = await enter(t, server, token);
            const said = { roomId: "tea", username: "Anna", content: "hello" };
            assert.deepEqual(await client.request("exchanges", said), FORBIDDEN);
            await join(client, "tea", "Anna");
            await post(client, "tea", "Anna", "hello");
        }
    });

    test(`${way}: an observer hears and does not speak`, async (t) => {
        const server = await startSecuredServer(t);
        await server.createRoom("tea");
        const token = server.tokenFor({ sub: "Eve", role: "observer" });
        const eve = await enter(t, server, token);
        assert.equal((await eve.request("observe", { roomId: "*" })).status, "ok");
        await server.post("tea", "for all ears");
        await heard(eve, "for all ears");
        assert.deepEqual(await eve.request("exchanges", { roomId: "tea", username: "Eve", content: "hi" }), FORBIDDEN);
        assert.deepEqual(await eve.request("participants", { roomId: "tea", username: "Eve" }), FORBIDDEN);

        const limited = await enter(t, server, server.tokenFor({ sub: "Eve", role: "observer", rooms: ["tea"] }));
        assert.equal((await limited.request("observe", { roomId: "tea" })).status, "ok");
        assert.deepEqual(await limited.request("observe", { roomId: "*" }), FORBIDDEN);
    });

    test(`${way}: keys are read again on SIGHUP, and what came in by an older one ends`, async (t) => {
        const server = await startSecuredServer(t);
        const anna = await enter(t, server, server.tokenFor({ sub: "Anna" }));
        const admin = await enter(t, server, server.token);
        const newer = "a newer secret of more than 32 bytes";
        await server.replaceSecret("short");
        server.signal("SIGHUP");
        await server.logged(/warning parlor\.admin: '.*secret' holds a secret of less than 32 bytes; going on with the tokens and keys of before/);
        await enter(t, server, server.tokenFor({ sub: "Ben" }));

        await server.replaceSecret(newer);
        server.signal("SIGHUP");
        assert.deepEqual(await anna.inbox.next("exception"), unauthorized("The token is no longer accepted"));
        await within(anna.ended, () => "the connection goes on");
        await server.createRoom("tea");
        const renewed = await enter(t, server, signWithSecret(newer, { sub: "Anna", role: "member" }));
        await join(renewed, "tea", "Anna");
        await join(admin, "tea", "the admin");
        await assert.rejects(enter(t, server, server.tokenFor({ sub: "Anna" })), isUnauthorized);
    });
}

test("REST: a member sees its rooms alone, in lists, totals and pages", async (t) => {
    const server = await startSecuredServer(t);
    for (const roomId of ["tea-1", "secret", "tea-2"]) {
        await server.createRoom(roomId);
    }
    const token = server.tokenFor({ sub: "Anna", rooms: ["tea-*"] });
    const { body } = await server.request("GET", "/rooms?limit=1", undefined, token);
    assert.deepEqual([body.total, body.items.map((it) => it.roomId)], [2, ["tea-1"]]);
    const next = await server.request("GET", `/rooms?limit=1&cursor=${body.nextCursor}`, undefined, token);
    assert.deepEqual(next.body.items.map((it) => it.roomId), ["tea-2"]);
    const all = await server.request("GET", "/rooms/room-info", undefined, token);
    assert.deepEqual(all.body.map((it) => it.roomId), ["tea-1", "tea-2"]);
});

test("REST: an admin's token speaks under its own name, and one without a name under any", async (t) => {
    const server = await startSecuredServer(t);
    const token = server.tokenFor({ sub: "Bot", role: "admin" });
    const { body } = await server.request("POST", "/rooms", { roomId: "tea" }, token);
    assert.equal(body.creatorUsername, "Bot");
    const posted = await server.request("POST", "/rooms/tea/messages", { content: "beep" }, token);
    assert.equal(posted.body.username, "Bot");
    for (const [path, payload] of [["/rooms", { roomId: "other", creatorUsername: "Peter" }],
                                   ["/rooms/tea/messages", { username: "Peter", content: "beep" }]]) {
        const { status, body: refusal } = await server.request("POST", path, payload, token);
        assert.deepEqual([status, refusal], [403, { code: "access-forbidden", message: "The access is forbidden" }]);
    }
    await server.post("tea", "by whom it likes");
});

test("REST: refusals have the contract's bytes, for HEAD as for GET", async (t) => {
    const server = await startSecuredServer(t);
    const ask = (method, headers) => fetch(`${server.url}/api/v1/stats`, { method, headers });
    const member = { authorization: `bearer ${server.tokenFor({ sub: "Anna" })}` };
    for (const method of ["GET", "HEAD"]) {
        const unknown = await ask(method, { origin: "http://localhost:8080" });
        assert.equal(unknown.status, 401);
        assert.equal(unknown.headers.get("www-authenticate"), "Bearer");
        assert.equal(unknown.headers.get("access-control-allow-origin"), "http://localhost:8080");
        assert.equal(await unknown.text(), method === "HEAD" ? "" : '{"statusCode":401,"message":"Unauthorized"}');
        const forbidden = await ask(method, member);
        assert.equal(forbidden.status, 403);
        assert.equal(await forbidden.text(),
                     method === "HEAD" ? "" : '{"code":"access-forbidden","message":"The access is forbidden"}');
    }
});

test("plain WebSocket: what comes before auth is refused, and the connection is closed", async (t) => {
    const server = await startSecuredServer(t, "--message-event", "{roomId}");
    await server.createRoom("tea");
    for (const frame of ['{"event":"participants","data":{"roomId":"tea","username":"Anna"}}', "nonsense",
                         '{"event":"auth"}', Buffer.from("{}")]) {
        const client = await PlainClient.connect(t, server.url);
        client.sendFrame(frame);
        assert.deepEqual(await client.inbox.next("exception"), unauthorized());
        assert.deepEqual(await client.ended, { code: POLICY_VIOLATION, reason: "unauthorized" });
    }
    const { body } = await server.request("GET", "/rooms/tea/participants");
    assert.deepEqual(body, []);
});

test("plain WebSocket: a newer token of the same user keeps the connection beyond the older one", async (t) => {
    const server = await startSecuredServer(t);
    const client = await PlainClient.connect(t, server.url);
    const expiring = { exp: nowInSeconds() - CLOCK_SKEW + 4 };
    const witness = await PlainClient.connect(t, server.url);
    await witness.request("auth", { token: server.tokenFor({ sub: "Ben", ...expiring }) });
    await client.request("auth", { token: server.tokenFor({ sub: "Anna", ...expiring }) });
    assert.deepEqual(await client.request("auth", { token: server.tokenFor({ sub: "Ben" }) }), FORBIDDEN);
    assert.deepEqual(await client.request("auth", { token: server.tokenFor({ sub: "Anna", role: "observer" }) }), FORBIDDEN);
    assert.deepEqual(await client.request("auth", { token: server.tokenFor({ sub: "Anna" }) }), { status: "ok" });
    await witness.ended;
    assert.deepEqual(await client.request("unobserve", { roomId: "*" }), { status: "ok" });
});

test("an open server takes an auth event for what it is worth", async (t) => {
    const client = await PlainClient.connect(t, (await startServer(t)).url);
    assert.deepEqual(await client.request("auth", { token: "whatever" }), { status: "ok" });
});

/** The status that a WebSocket handshake from a page of that origin gets; 101 where it is one. */
async function handshakeStatus(server, path, headers) {
    const socket = new WebSocket(server.url.replace("http", "ws") + path, { headers });
    socket.on("error", () => {});
    const opened = once(socket, "open").then(() => 101);
    const refused = once(socket, "unexpected-response").then(([, response]) => response.statusCode);
    const status = await within(Promise.race([opened, refused]), () => "the handshake is not answered");
    socket.terminate();
    return status;
}

test("pages of other origins cannot connect, whatever the transport", async (t) => {
    const server = await startSecuredServer(t, "--cors-origin", "https://chat.example", "--cors-origin", "https://app.example");
    const own = server.url;
    const authorization = `Bearer ${server.tokenFor({ sub: "Anna" })}`;
    const cases = [[undefined, true], [own, true], ["https://chat.example", true], ["https://app.example", true],
                   ["https://evil.example", false], ["http://localhost:1", false], ["null", false]];
    for (const [origin, isAdmitted] of cases) {
        const headers = origin ? { origin } : {};
        const of = (path, more) => handshakeStatus(server, path, { ...headers, ...more });
        assert.equal(await of("/ws", { authorization }), isAdmitted ? 101 : 403, `/ws ${origin}`);
        assert.equal(await of("/socket.io/?EIO=4&transport=websocket"), isAdmitted ? 101 : 403, `websocket ${origin}`);
        const polled = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers });
        assert.equal(polled.status, isAdmitted ? 200 : 403, `polling ${origin}`);
    }
    const sid = JSON.parse((await (await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`)).text()).slice(1)).sid;
    const stolen = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`,
                               { method: "POST", body: "40", headers: { origin: "https://evil.example" } });
    assert.equal(stolen.status, 403);
});

test("public keys serve beside secrets, several at once, and may be readable", async (t) => {
    const write = await makeFiles(t);
    const [older, newer] = [new KeyPair(), new KeyPair()];
    const files = [await write("older.pem", older.publicPem, 0o644), await write("newer.pem", newer.publicPem, 0o644)];
    const server = await startServer(t, ...files.flatMap((it) => ["--jwt-public-key-file", it]));
    for (const key of [older, newer]) {
        const { status } = await server.request("GET", "/rooms", undefined, key.sign({ sub: "Anna", role: "member" }));
        assert.equal(status, 200);
    }
    const known = signWithSecret(newer.publicPem, { sub: "Anna", role: "admin" });
    for (const token of [new KeyPair().sign({ sub: "Anna", role: "admin" }), known]) {
        assert.equal((await server.request("GET", "/rooms", undefined, token)).status, 401);
    }
    assert.doesNotMatch(server.log, /warning/);
});

test("a secret that everybody can read is warned of, and what contradicts itself is refused", async (t) => {
    const write = await makeFiles(t);
    const readable = await write("readable", "x".repeat(40), 0o644);
    const server = await startServer(t, "--jwt-secret-file", readable);
    await server.logged(/warning parlor\.admin: '.*readable' is a secret that every user of this machine can read/);
    const secured = ["--port", "0", "--jwt-secret-file", readable];
    const cases = [
        [[...secured, "--allow-anonymous"], /--allow-anonymous .* exclude each other/],
        [[...secured, "--cors-origin", "*"], /--cors-origin \* is not for a server that asks for tokens/],
        [[...secured, "--exchange-scope", "server"], /--exchange-scope server is not for a server that asks for tokens/],
        [["--port", "0", "--admin-token-file", "/nowhere"], /'\/nowhere' cannot be read/],
        [["--port", "0", "--admin-token-file", await write("empty", "\n")], /'.*empty' is empty/],
        [["--port", "0", "--jwt-public-key-file", readable], /'.*readable' holds no public key in PEM/],
    ];
    for (const [args, reason] of cases) {
        const { code, stdout, stderr } = await runServer(...args);
        assert.deepEqual([code, stdout], [2, ""], args.join(" "));
        assert.match(stderr, reason);
    }
});
