// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chat's contract, as far as a load needs it, on Socket.IO 4: what one would write in an afternoon, with its fast options.
// Listens on the port that is its argument.
import { createServer } from "node:http";

import { Server } from "socket.io";

const MESSAGES_KEPT = 10_000;
const rooms = new Map();

function readBody(request) {
    return new Promise((resolve) => {
        let body = "";
        request.on("data", (chunk) => { body += chunk; });
        request.on("end", () => resolve(JSON.parse(body)));
    });
}

function answer(response, status, value) {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
}

function store(room, message) {
    message.order = ++room.lastOrder;
    room.messages.push(message);
    if (room.messages.length > MESSAGES_KEPT) {
        room.messages = room.messages.slice(-MESSAGES_KEPT / 2);
    }
    return message;
}

async function serveRest(request, response) {
    const [, , , , roomId, list] = request.url.split("/");
    if (request.method === "POST" && roomId === undefined) {
        const { roomId: id } = await readBody(request);
        const isNew = !rooms.has(id);
        if (isNew) {
            rooms.set(id, { messages: [], lastOrder: 0 });
        }
        answer(response, isNew ? 201 : 409, { roomId: id });
        return;
    }
    const room = rooms.get(roomId);
    if (!room || list !== "messages") {
        answer(response, 404, {});
    } else if (request.method === "POST") {
        answer(response, 201, store(room, await readBody(request)));
    } else {
        answer(response, 200, room.messages);
    }
}

const http = createServer(serveRest);
const io = new Server(http, { transports: ["websocket", "polling"], perMessageDeflate: false, allowEIO3: true });

io.on("connection", (socket) => {
    socket.on("participants", ({ roomId }, acknowledge) => {
        const room = rooms.get(roomId);
        if (!room) {
            socket.disconnect();
            return;
        }
        socket.join(roomId);
        acknowledge?.({ status: "ok", lastOrder: room.lastOrder });
    });
    socket.on("leave", ({ roomId }, acknowledge) => {
        socket.leave(roomId);
        acknowledge?.({ status: "ok" });
    });
    socket.on("exchanges", (message, acknowledge) => {
        const room = rooms.get(message.roomId);
        if (!room) {
            acknowledge?.("Invalid Room ID");
            return;
        }
        const { order } = store(room, { ...message, socketId: socket.id });
        io.to(message.roomId).emit("exchanges", room.messages.at(-1));
        acknowledge?.({ status: "ok", order });
    });
});

http.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
    console.log(`socket.io listening on http://127.0.0.1:${http.address().port}`);
});
