// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { askForToken, storedToken } from "./Token.js";

/** What the server refused, with its status and its own words. */
export class Refused extends Error {
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}

async function ask(method, path, payload = undefined) {
    const token = storedToken();
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const response = await fetch(`/api/v1${path}`,
                                 { method, headers, body: payload && JSON.stringify(payload), cache: "no-store" });
    if (response.status === 401) {
        await askForToken(token);
        return ask(method, path, payload);
    }
    const body = await response.json().catch(() => null);
    if (!response.ok) {
        const message = [body?.message ?? response.statusText].flat().join("; ");
        throw new Refused(response.status, message);
    }
    return { body, headers: response.headers };
}

function withQuery(path, parameters) {
    const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== "");
    return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

// Rooms called “.” and “..” are out of a browser's reach: it takes these for ways up, however they are written.
const pathOf = (roomId) => `/rooms/${encodeURIComponent(roomId)}`;

/** The newest first. Gives `{items, total}`. */
export async function listRooms(search, limit) {
    const query = { search, sort: "lastActivityAt", order: "desc", limit };
    return (await ask("GET", withQuery("/rooms", query))).body;
}

export async function findRoom(roomId) {
    return (await ask("GET", pathOf(roomId))).body;
}

/** Where the room is there already, or somebody else is faster, that is as good. */
export async function openRoom(roomId, creatorUsername) {
    try {
        await findRoom(roomId);
        return;
    } catch (error) {
        if (error.status !== 404) {
            throw error;
        }
    }
    try {
        await ask("POST", "/rooms", { roomId, creatorUsername });
    } catch (error) {
        if (error.status !== 409) {
            throw error;
        }
    }
}

/** A page of messages between two orders, neither included; gives `{messages, hasMore}`, `hasMore` for those before. */
export async function readHistory(roomId, { after, before, limit }) {
    const { body, headers } = await ask("GET", withQuery(`${pathOf(roomId)}/messages`, { after, before, limit }));
    return { messages: body, hasMore: /rel="prev"/.test(headers.get("link") ?? "") };
}

export async function listParticipants(roomId) {
    return (await ask("GET", `${pathOf(roomId)}/participants`)).body;
}
