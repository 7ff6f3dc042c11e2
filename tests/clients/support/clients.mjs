// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";

import { PlainClient } from "./PlainClient.mjs";
import { SocketIoClient } from "./SocketIoClient.mjs";

/** Both ways into the chat, for tests that ask the same of each: [name, class] pairs. */
export const BOTH_KINDS = [
    ["Socket.IO", SocketIoClient],
    ["plain WebSocket", PlainClient],
];

/** Joins a room that is there; gives the acknowledgement. */
export async function join(client, roomId, username, more = {}) {
    const answer = await client.request("participants", { roomId, username, ...more });
    assert.equal(answer.status, "ok", JSON.stringify(answer));
    return answer;
}

/** Posts to a room that is there; gives the acknowledgement. */
export async function post(client, roomId, username, content, more = {}) {
    const answer = await client.request("exchanges", { roomId, username, content, ...more });
    assert.equal(answer.status, "ok", JSON.stringify(answer));
    return answer;
}

/** Waits until the client has heard the message with that content. */
export function heard(client, content) {
    return client.inbox.next("exchanges", (it) => it.content === content);
}

/** The orders of all messages that the client heard, as they came. */
export function ordersOf(client) {
    return client.inbox.all("exchanges").map((it) => it.order);
}

/** [first, …, last] */
export function upTo(last, first = 1) {
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

export const FORBIDDEN = { status: "error", code: "access-forbidden", message: "The access is forbidden" };

export function invalid(...messages) {
    return { status: "error", code: "validation", message: messages };
}
