// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from "node:child_process";
import { once } from "node:events";
import { io } from "socket.io-client";
import WebSocket from "ws";

/** Starts a server of its own; stop() asks it to end and gives the exit code. */
export async function startServer(...options) {
  const child = spawn(process.env.PARLOR_SERVER, ["--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => child.kill("SIGKILL"));
  const ended = once(child, "exit");
  const [line] = await once(child.stdout.setEncoding("utf8"), "data");
  const url = /^parlor-server listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line)[1];
  return {
    url,
    pid: child.pid,
    ended,
    async stop() {
      child.kill("SIGTERM");
      return (await ended)[0];
    },
    rest: (path, init) => fetch(url + "/api/v1" + path, init),
    createRoom: (roomId) =>
      fetch(url + "/api/v1/rooms", { method: "POST", body: JSON.stringify({ roomId, creatorUsername: "tester" }) }),
  };
}

/** A connected socket.io-client that keeps every event it hears. */
export async function socketIo(url) {
  const socket = io(url, { transports: ["websocket"], reconnection: false, forceNew: true });
  const heard = [];
  socket.onAny((event, data) => heard.push({ event, data }));
  await once(socket, "connect");
  return Object.assign(socket, { heard });
}

/** A plain WebSocket client: request() gives the answer's whole frame. */
export async function plain(url) {
  const socket = new WebSocket(url.replace("http", "ws") + "/ws");
  const heard = [];
  const waiting = new Map();
  let lastId = 0;
  socket.on("message", (bytes) => {
    const frame = JSON.parse(bytes);
    if (waiting.has(frame.id)) {
      waiting.get(frame.id)(frame);
      waiting.delete(frame.id);
    } else {
      heard.push(frame);
      socket.emit("frame", frame);
    }
  });
  await once(socket, "open");
  return Object.assign(socket, {
    heard,
    tell: (event, data) => socket.send(JSON.stringify({ event, data })),
    request: (event, data) =>
      new Promise((resolve) => {
        const id = ++lastId;
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ event, data, id }));
      }),
  });
}

/** Resolves with what the client hears next under that event's name. */
export function next(client, event) {
  if (!(client instanceof WebSocket)) return new Promise((resolve) => client.once(event, resolve));
  return new Promise((resolve) => {
    const listen = (frame) => {
      if (frame.event !== event) return;
      client.off("frame", listen);
      resolve(frame.data);
    };
    client.on("frame", listen);
  });
}

export const messages = (client) => client.heard.filter((it) => it.event === "exchanges").map((it) => it.data);
