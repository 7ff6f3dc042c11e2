// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bans, mutes and the audit trail, with real clients.
import assert from "node:assert/strict";
import { Agent, request } from "node:http";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { test } from "node:test";

import { BOTH_KINDS, heard, join, post } from "./support/clients.mjs";
import { within } from "./support/Inbox.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { BOTH_WAYS, startSecuredServer } from "./support/SecuredServer.mjs";
import { startServer } from "./support/Server.mjs";
import { SocketIoClient, TRANSPORTS } from "./support/SocketIoClient.mjs";

/** Another address of this machine: the tests themselves come from 127.0.0.1. */
const ELSEWHERE = "127.0.0.2";

const refusal = (code, message, reason, until = null) => ({ status: "error", code, message, reason, until });
const banned = (reason, until) => refusal("banned", "You are banned", reason, until);
const muted = (reason, until) => refusal("muted", "You are muted", reason, until);

async function make(server, path, payload) {
    const { status, body } = await server.request("POST", path, payload);
    assert.equal(status, 201, JSON.stringify(body));
    return body;
}

async function lift(server, path) {
    assert.equal((await server.request("DELETE", path)).status, 204);
}

/** The answer to a GET from the other address, and the connection that it came by. */
async function getFromElsewhere(server, path, agent = agentElsewhere()) {
    const [response] = await within(once(request(server.url + path, { agent }).end(), "response"), () => `${path} is not answered`);
    const { socket } = response;
    const chunks = await response.toArray();
    return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks)), socket };
}

const agentElsewhere = (options) => new Agent({ localAddress: ELSEWHERE, ...options });

const connectElsewhere = (Client, t, server) => (
    Client.connect(t, server.url, { ...TRANSPORTS[0][1], agent: agentElsewhere() }));

for (const [kind, Client] of BOTH_KINDS) {
    test(`${kind}: who is banned is kicked, and refused until that is lifted`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        await server.createRoom("coffee");
        const [anna, ben] = [await Client.connect(t, server.url), await Client.connect(t, server.url)];
        await join(anna, "tea", "Anna");
        await join(anna, "coffee", "Anna");
        await join(ben, "tea", "Ben");

        const ban = await make(server, "/bans", { username: "Anna", roomId: "tea", reason: "spam", durationSeconds: 3600 });
        assert.deepEqual(await anna.inbox.next("kicked"), { roomId: "tea", reason: "spam" });
        await server.post("tea", "without Anna");
        await heard(ben, "without Anna");
        const refused = banned("spam", ban.until);
        assert.deepEqual(await anna.request("participants", { roomId: "tea", username: "Anna" }), refused);
        assert.deepEqual(await anna.request("exchanges", { roomId: "tea", username: "Anna", content: "?" }), refused);
        if (Client === SocketIoClient) {
            assert.deepEqual(await anna.inbox.next("exception"), refused);
        }
        // The connection goes on, and other rooms are as they were.
        await post(anna, "coffee", "Anna", "still here");
        await heard(anna, "still here");
        assert.equal(anna.inbox.all("exchanges").some((it) => it.content === "without Anna"), false);

        await lift(server, `/bans/${ban.banId}`);
        await join(anna, "tea", "Anna");
    });

    test(`${kind}: a banned address is disconnected, and turned away at the door`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const [near, far] = [await Client.connect(t, server.url), await connectElsewhere(Client, t, server)];
        await join(near, "tea", "Near");
        await join(far, "tea", "Far");
        const kept = agentElsewhere({ keepAlive: true });
        t.after(() => kept.destroy());
        const { status, socket } = await getFromElsewhere(server, "/api/v1/rooms", kept);
        assert.equal(status, 200);
        const closed = once(socket, "close");

        const ban = await make(server, "/bans", { address: ELSEWHERE, reason: "flood" });
        assert.deepEqual(await far.inbox.next("kicked"), { roomId: "tea", reason: "flood" });
        assert.deepEqual(await far.inbox.next("exception"), banned("flood"));
        const end = await within(far.ended, () => "the connection goes on");
        assert.ok(end === "io server disconnect" || end.reason === "banned", JSON.stringify(end));

        await within(closed, () => "the idle HTTP connection goes on");
        const refused = await getFromElsewhere(server, "/api/v1/rooms");
        assert.equal(refused.status, 403);
        assert.deepEqual(refused.body, { code: "banned", message: "You are banned", reason: "flood", until: null });
        await assert.rejects(connectElsewhere(PlainClient, t, server));
        await assert.rejects(connectElsewhere(SocketIoClient, t, server));
        await post(near, "tea", "Near", "peace");

        await lift(server, `/bans/${ban.banId}`);
        await join(await connectElsewhere(Client, t, server), "tea", "Far");
    });

    test(`${kind}: who is muted hears and does not speak until that is lifted`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const [anna, ben] = [await Client.connect(t, server.url), await Client.connect(t, server.url)];
        await join(anna, "tea", "Anna");
        await join(ben, "tea", "Ben");
        const mute = await make(server, "/rooms/tea/mutes", { username: "Anna", reason: "noise", durationSeconds: 3600 });
        assert.deepEqual(await anna.request("exchanges", { roomId: "tea", username: "Anna", content: "?" }), muted("noise", mute.until));
        assert.deepEqual(await anna.request("exchanges", { roomId: "tea", username: "Nina", content: "?" }), muted("noise", mute.until));
        anna.send("exchanges", { roomId: "tea", username: "Anna", content: "?" });
        assert.deepEqual(await anna.inbox.next("exception"), muted("noise", mute.until));
        await post(ben, "tea", "Ben", "silence");
        await heard(anna, "silence");
        assert.deepEqual(ben.inbox.all("exchanges").map((it) => it.content), ["silence"]);

        await lift(server, "/rooms/tea/mutes/Anna");
        await post(anna, "tea", "Anna", "at last");
        await heard(ben, "at last");
    });

    test(`${kind}: a ban and a mute end by themselves`, async (t) => {
        const server = await startServer(t);
        await server.createRoom("tea");
        const client = await Client.connect(t, server.url);
        await make(server, "/rooms/tea/mutes", { username: "Anna", durationSeconds: 1 });
        await make(server, "/bans", { username: "Anna", durationSeconds: 1 });
        const untilTaken = async (event, data) => {
            let answer;
            do {
                answer = await client.request(event, data);
            } while (answer.code === "banned" || answer.code === "muted");
            assert.equal(answer.status, "ok", JSON.stringify(answer));
        };
        await within(untilTaken("participants", { roomId: "tea", username: "Anna" }), () => "the ban does not end");
        await within(untilTaken("exchanges", { roomId: "tea", username: "Anna", content: "hello" }), () => "the mute does not end");
        assert.deepEqual((await server.request("GET", "/bans")).body, []);
        assert.deepEqual((await server.request("GET", "/rooms/tea/mutes")).body, []);
    });
}

test("bans, mutes and the audit trail survive a restart", async (t) => {
    const directory = await mkdtemp(joinPath(tmpdir(), "parlor-"));
    t.after(() => rm(directory, { recursive: true }));
    const first = await startServer(t, "--data", directory);
    await first.createRoom("tea");
    await make(first, "/bans", { username: "Mallory" });
    await make(first, "/bans", { address: ELSEWHERE });
    await make(first, "/rooms/tea/mutes", { username: "Anna" });
    const paths = ["/bans", "/rooms/tea/mutes", "/audit"];
    const before = await Promise.all(paths.map((path) => first.request("GET", path)));
    await first.stop();

    const server = await startServer(t, "--data", directory);
    for (const [i, path] of paths.entries()) {
        assert.deepEqual((await server.request("GET", path)).body, before[i].body);
    }
    assert.equal(before[2].body.items.length, 3);
    const client = await PlainClient.connect(t, server.url);
    assert.equal((await client.request("participants", { roomId: "tea", username: "Mallory" })).code, "banned");
    await join(client, "tea", "Anna");
    assert.equal((await client.request("exchanges", { roomId: "tea", username: "Anna", content: "?" })).code, "muted");
    assert.equal((await getFromElsewhere(server, "/api/v1/rooms")).status, 403);
});

for (const [way, enter] of BOTH_WAYS) {
    test(`${way}: secured, a banned name neither takes part, listens nor reads`, async (t) => {
        const server = await startSecuredServer(t);
        await server.createRoom("tea");
        const [member, listener] = [server.tokenFor({ sub: "Mallory" }), server.tokenFor({ sub: "Mallory", role: "observer" })];
        const [talking, listening] = [await enter(t, server, member), await enter(t, server, listener)];
        await join(talking, "tea", undefined);
        assert.equal((await listening.request("observe", { roomId: "*" })).status, "ok");
        assert.equal((await server.request("GET", "/rooms/tea/messages", undefined, member)).status, 200);

        const ban = await make(server, "/bans", { username: "Mallory" });
        const reason = "banned by an administrator";
        assert.deepEqual(await talking.inbox.next("kicked"), { roomId: "tea", reason });
        assert.deepEqual(await listening.inbox.next("kicked"), { roomId: "*", reason });
        assert.deepEqual(await talking.request("participants", { roomId: "tea" }), banned(reason));
        assert.deepEqual(await listening.request("observe", { roomId: "tea" }), banned(reason));
        const { status, body } = await server.request("GET", "/rooms/tea/messages", undefined, member);
        assert.equal(status, 403);
        assert.equal(body.code, "banned");
        await lift(server, `/bans/${ban.banId}`);
        assert.equal((await server.request("GET", "/rooms/tea/messages", undefined, member)).status, 200);
        await join(talking, "tea", undefined);
    });
}

test("an admin of some rooms bans from those alone, and sees no other bans", async (t) => {
    const server = await startSecuredServer(t);
    await server.createRoom("tea");
    await server.createRoom("coffee");
    const limited = server.tokenFor({ sub: "Tina", role: "admin", rooms: ["tea"] });
    const ask = (method, path, payload) => server.request(method, path, payload, limited);
    const everywhere = await make(server, "/bans", { username: "Mallory" });
    assert.equal((await ask("POST", "/bans", { username: "Ben" })).status, 403);
    assert.equal((await ask("POST", "/bans", { username: "Ben", roomId: "coffee" })).status, 403);
    assert.equal((await ask("POST", "/bans", { username: "Ben", roomId: "none" })).status, 403);
    const { status, body: own } = await ask("POST", "/bans", { username: "Ben", roomId: "tea" });
    assert.equal(status, 201);
    assert.equal(own.createdBy, "Tina");
    assert.deepEqual((await ask("GET", "/bans")).body, [own]);
    assert.equal((await ask("DELETE", `/bans/${everywhere.banId}`)).status, 404);
    assert.equal((await ask("DELETE", `/bans/${own.banId}`)).status, 204);
    assert.equal((await ask("GET", "/audit")).status, 403);
});

test("the audit trail says who did what from where, and neither tokens nor what was said", async (t) => {
    const server = await startSecuredServer(t);
    const root = server.tokenFor({ sub: "Root", role: "admin" });
    const member = server.tokenFor({ sub: "Anna" });
    await server.request("POST", "/rooms", { roomId: "tea" }, root);
    await server.request("POST", "/rooms", { roomId: "tea", creatorUsername: "Peter" });
    await server.request("POST", "/rooms/tea/messages", { content: "a secret" }, root);
    await server.request("DELETE", "/rooms/tea", undefined, member);
    await server.request("DELETE", "/rooms/tea", undefined, root);
    const { body } = await server.request("GET", "/audit");
    assert.deepEqual(body.items.map(({ at, auditId, ...entry }) => entry).reverse(), [
        { actor: "Root", address: "127.0.0.1", action: "room.create", target: { roomId: "tea", username: "Root" }, outcome: "ok" },
        { actor: "admin", address: "127.0.0.1", action: "room.create", target: { roomId: "tea", username: "Peter" }, outcome: "room.conflict" },
        { actor: "Root", address: "127.0.0.1", action: "message.post", target: { roomId: "tea", username: "Root", order: 1 }, outcome: "ok" },
        { actor: "Root", address: "127.0.0.1", action: "room.close", target: { roomId: "tea" }, outcome: "ok" },
    ]);
    const text = JSON.stringify(body);
    for (const secret of [root, member, server.token, "a secret"]) {
        assert.ok(!text.includes(secret));
    }
});
