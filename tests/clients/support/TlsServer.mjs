// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { request } from "node:https";
import { connect } from "node:tls";
import { promisify } from "node:util";

import { within } from "./Inbox.mjs";
import { makeFiles } from "./SecuredServer.mjs";
import { startServer } from "./Server.mjs";

const run = promisify(execFile);

/** A certificate that vouches for itself, for 127.0.0.1, and its key, both in PEM. */
export async function makeCertificate(commonName) {
    const { stdout } = await run("openssl", [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", `/CN=${commonName}`,
        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "-", "-out", "-",
    ]);
    const part = (name) => new RegExp(`-----BEGIN ${name}-----[^-]+-----END ${name}-----\n`).exec(stdout)[0];
    return { certificate: part("CERTIFICATE"), key: part("PRIVATE KEY") };
}

/**
 * A server that speaks TLS by a certificate of its own. `ca` is what clients are to trust; `replace` puts other files in the place of its
 * own, which it does not read before it is told to.
 */
export async function startTlsServer(t, ...options) {
    const write = await makeFiles(t);
    const replace = async ({ certificate, key }) => {
        await write("key", key);
        return write("cert", certificate);
    };
    const own = await makeCertificate("first");
    const certificate = await replace(own);
    const server = await startServer(t, "--tls-cert", certificate, "--tls-key", certificate.replace(/cert$/, "key"), ...options);
    return Object.assign(server, { ca: own.certificate, replace });
}

/** One request over HTTPS, by a connection that `agent` keeps. */
export function requestByTls(server, agent, method, path, payload) {
    const answered = new Promise((resolve, reject) => {
        const sent = request(`${server.url}/api/v1${path}`, { method, agent, ca: server.ca }, (response) => {
            let text = "";
            response.setEncoding("utf8").on("data", (more) => { text += more; });
            response.on("end", () => resolve({ status: response.statusCode, body: text && JSON.parse(text) }));
        });
        sent.on("error", reject);
        sent.end(payload && JSON.stringify(payload));
    });
    return within(answered, () => `no answer to ${method} ${path}`);
}

/** The connection once its handshake is done; rejects where it fails. */
export function connectByTls(server, options = {}) {
    const connected = new Promise((resolve, reject) => {
        const socket = connect({ port: server.port, host: "127.0.0.1", ca: server.ca, ...options });
        socket.once("secureConnect", () => resolve(socket));
        socket.once("error", reject);
    });
    return within(connected, () => "the handshake does not end");
}

/** The name in the certificate that the server shows to who connects now. */
export async function shownName(server) {
    const socket = await connectByTls(server, { rejectUnauthorized: false });
    const { subject } = socket.getPeerCertificate();
    socket.destroy();
    assert.ok(subject.CN);
    return subject.CN;
}
