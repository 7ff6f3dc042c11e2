// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The AsyncAPI document says what goes over a connection, both ways: nothing else, and all of it.
import specs from "@asyncapi/specs";
import addFormats from "ajv-formats";
import Ajv from "ajv";
import assert from "node:assert/strict";
import { test } from "node:test";

import { heard, join, upTo } from "./support/clients.mjs";
import { SchemaCheck } from "./support/OpenApi.mjs";
import { PlainClient } from "./support/PlainClient.mjs";
import { startServer } from "./support/Server.mjs";
import { SocketIoClient } from "./support/SocketIoClient.mjs";

/** A room with more participants gets `presence/{roomId}`. */
const MOST_LISTED = 256;

const documentOf = async (server, name = "asyncapi") => (await fetch(`${server.url}/api/${name}.json`)).json();

/** What the document says of each event, and which messages nobody has sent yet. */
class AsyncApi {
    #schemas;
    #unseen;

    constructor(document) {
        this.document = document;
        this.#schemas = new SchemaCheck(document);
        this.#unseen = new Set(Object.keys(document.components.messages));
    }

    get unseen() {
        return [...this.#unseen];
    }

    /** What the server sends by itself. */
    checkEvent(name, data) {
        this.#check(this.#operations("send").flatMap((it) => it.messages), name, data);
    }

    /** A request that was taken, and its answer, which is `ack` or `exception` over whichever protocol. */
    checkRequest(name, data, answer) {
        const operation = this.#operations("receive").find((it) => this.#messageAt(it.messages[0]).thing.name === name);
        assert.ok(operation, `${name} is no request`);
        if (answer.event === "ack") {
            this.#check(operation.messages, name, data);
        }
        this.#check(operation.reply.messages, answer.event, answer.data);
    }

    #operations(action) {
        return Object.values(this.document.operations).filter((it) => it.action === action);
    }

    #messageAt({ $ref }) {
        return this.#schemas.find(...$ref.slice(2).split("/"));
    }

    #check(references, name, data) {
        const named = (pattern) => new RegExp(`^${pattern.replace(/\{\w+\}/g, ".+")}$`).test(name);
        const found = references.map((it) => this.#messageAt(it)).find((it) => named(it.thing.name));
        assert.ok(found, `'${name}' is not in the document: ${JSON.stringify(data)}`);
        this.#schemas.check([...found.place, "payload"], data, name);
        this.#unseen.delete(found.place.at(-1));
    }

    checkExamples() {
        for (const [name, { examples }] of Object.entries(this.document.components.messages)) {
            assert.ok(examples.length > 0, name);
            examples.forEach((it) => this.#schemas.check(["components", "messages", name, "payload"], it.payload, name));
        }
    }
}

/** Asks, and checks both what was asked and what was answered. */
async function ask(api, client, event, data) {
    const answer = client.requestAnswer ? await client.requestAnswer(event, data)
        : await client.request(event, data).then((it) => ({ event: it?.status === "error" ? "exception" : "ack", data: it }));
    api.checkRequest(event, data, answer);
    return answer;
}

for (const [kind, Client] of [["Socket.IO", SocketIoClient], ["plain WebSocket", PlainClient]]) {
    test(`${kind}: everything that is sent is in the document, and everything in it is sent`, async (t) => {
        const server = await startServer(t);
        const api = new AsyncApi(await documentOf(server));
        for (const roomId of ["tea", "large", "short"]) {
            await server.createRoom(roomId);
        }
        const [anna, ben, watcher] = await Promise.all(upTo(3).map(() => Client.connect(t, server.url)));

        await ask(api, watcher, "observe", { roomId: "*" });
        await ask(api, anna, "participants", { roomId: "tea", username: "Anna", avatar: { hue: 7 } });
        const { data: entered } = await ask(api, ben, "participants", { roomId: "tea", username: "Ben", lastOrder: 0 });
        await ask(api, anna, "exchanges", { roomId: "tea", username: "Anna", content: "hello", clientMessageId: "1", mood: null });
        const { data: again } = await ask(api, anna, "exchanges", { roomId: "tea", username: "Anna", content: "hello", clientMessageId: "1" });
        assert.equal(again.duplicate, true);
        await ask(api, anna, "exchanges", { roomId: "none", username: "Anna", content: "hello" });
        await ask(api, anna, "exchanges", { roomId: "tea" });
        await server.post("tea", "over REST");
        await ask(api, ben, "typing", { roomId: "tea", typing: true });
        await ask(api, watcher, "typing", { roomId: "tea", typing: true });
        await ask(api, ben, "participants", { roomId: "tea", username: "Ben", lastOrder: 1 });
        const { data: foreign } = await ask(api, ben, "observe", { roomId: "tea", lastOrder: 99 });
        assert.equal(foreign.recovered, false);
        await ask(api, ben, "unobserve", { roomId: "tea" });
        await ask(api, ben, "leave", { roomId: "none" });
        anna.send("exchanges", { roomId: "none", username: "Anna", content: "hello" });
        await anna.inbox.next("exception", (it) => it.code === "room.not-found");

        const crowd = await Promise.all(upTo(MOST_LISTED + 1).map(() => PlainClient.connect(t, server.url)));
        await join(ben, "large", "Ben");
        await Promise.all(crowd.map((client, i) => join(client, "large", `person ${i}`)));
        await ben.inbox.next("presence/large", (it) => it.participants === MOST_LISTED + 2);

        await server.request("POST", "/rooms/tea/mutes", { username: "Anna", durationSeconds: 60 });
        await ask(api, anna, "exchanges", { roomId: "tea", username: "Anna", content: "hello" });
        await server.request("POST", "/bans", { username: "Cleo" });
        await ask(api, ben, "participants", { roomId: "tea", username: "Cleo" });

        await server.request("DELETE", `/rooms/tea/participants/${entered.socketId}`);
        await ben.inbox.next("kicked");
        await server.createRoom("new");
        await server.closeRoom("tea");
        await anna.inbox.next("closed");
        await watcher.inbox.next("rooms", (it) => it.type === "created");
        await watcher.inbox.next("rooms", (it) => it.type === "closed");
        await ask(api, ben, "leave", { roomId: "large" });
        await heard(watcher, "over REST");

        // An open server takes any token. Socket.IO has another place for it.
        await ask(api, crowd[0], "auth", { token: "whatever" });

        await server.stop();
        await anna.inbox.next("closing");

        // On Socket.IO a refusal is both an acknowledgement and an event; on plain WebSocket it is one of them.
        for (const client of [anna, ben, watcher]) {
            for (const name of new Set(client.inbox.names())) {
                client.inbox.all(name).forEach((data) => api.checkEvent(name, data));
            }
        }
        assert.deepEqual(api.unseen, []);
    });
}

test("it is AsyncAPI 3, its examples fit, and what both documents define is the same", async (t) => {
    const server = await startServer(t, "--no-web");
    const document = await documentOf(server);
    // The specification's schema brings that of JSON Schema itself.
    const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
    addFormats(ajv);
    const validate = ajv.compile(specs.schemas["3.0.0"]);
    assert.ok(validate(document), JSON.stringify(validate.errors, null, 1));
    new AsyncApi(document).checkExamples();

    const openApi = await documentOf(server, "openapi");
    assert.equal(document.info.version, openApi.info.version);
    const [events, rest] = [document.components.schemas, openApi.components.schemas];
    const shared = Object.keys(events).filter((name) => rest[name]);
    assert.deepEqual(shared, ["Name", "Time", "Room", "Participant"]);
    for (const name of shared) {
        assert.deepEqual(events[name], rest[name]);
    }
});
