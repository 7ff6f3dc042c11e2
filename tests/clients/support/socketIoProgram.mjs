// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What SocketIoProcess runs: does with one socket.io-client what the parent says, and tells it what happens.
import { io } from "socket.io-client";

const socket = io(process.argv[2], { transports: ["websocket"], reconnection: false });

socket.on("connect", () => process.send({ type: "connected", id: socket.id }));
socket.on("disconnect", (reason) => process.send({ type: "ended", reason }));
socket.onAny((name, data) => process.send({ type: "event", name, data }));

process.on("message", ({ type, event, data, request }) => {
    if (type === "send") {
        socket.emit(event, data);
    } else if (type === "request") {
        socket.emit(event, data, (answer) => process.send({ type: "answer", request, data: answer }));
    } else if (type === "close") {
        socket.disconnect();
        process.disconnect();
    }
});
