// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { el } from "../dom.js";
import { codeBlock, inline, jsonOf, prose } from "./prose.js";
import { Schemas } from "./Schemas.js";

const LABELS = { receive: "ASK", send: "HEAR" };

/** An AsyncAPI document of a server: what it takes from clients, and what clients hear. */
export class EventsView {
    #document;
    #schemas;

    constructor(document) {
        this.#document = document;
        this.#schemas = new Schemas(document);
    }

    get types() {
        return this.#schemas.simple();
    }

    /** As RestView's. */
    get groups() {
        return [this.#group("receive", "From a client", "What a client may ask for."),
                this.#group("send", "To a client", "What a client hears without having asked.")];
    }

    #group(action, title, description) {
        const operations = Object.entries(this.#document.operations).filter(([, it]) => it.action === action);
        return { title, description, entries: operations.map((it) => this.#entryOf(...it)) };
    }

    #entryOf(id, { messages, reply, description, action }) {
        const message = this.#schemas.resolve(messages[0]);
        const { name, title, summary, payload, examples } = message;
        const element = el("article", { id, className: "entry" },
            el("h3", {}, el("a", { className: "anchor", href: `#${id}` }, title)),
            el("p", { className: "address" }, el("span", { className: `badge ${action}` }, LABELS[action]), el("code", {}, name)),
            el("p", {}, ...inline(summary)),
            ...prose(description),
            el("h4", {}, "Data"),
            ...this.#data(payload),
            ...examples.map((it) => action === "receive" ? asked(name, it.payload) : heard(name, it.payload)),
            ...this.#answers(reply));
        return { id, title, label: LABELS[action], kind: action, element };
    }

    #data(payload) {
        const isList = this.#schemas.resolve(payload).type === "array";
        return [isList ? el("p", { className: "note" }, "A list of:") : null, this.#schemas.fields(payload)];
    }

    #answers(reply) {
        if (!reply) {
            return [];
        }
        const answers = reply.messages.map((it) => this.#answer(this.#schemas.resolve(it)));
        return [el("h4", {}, "Answers"), el("ul", { className: "answers" }, ...answers)];
    }

    #answer({ name, summary, payload, examples }) {
        const status = el("span", { className: `status ${name === "ack" ? "s2" : "s4"}` }, name);
        const type = el("span", { className: "type" }, this.#schemas.typeOf(payload));
        return el("li", {}, el("details", {},
            el("summary", {}, el("div", { className: "line" }, status, el("span", {}, ...inline(summary)), type)),
            this.#schemas.fields(payload),
            ...examples.map((it) => codeBlock(jsonOf(it.payload), "Example"))));
    }
}

function asked(name, payload) {
    const data = jsonOf(payload, { longest: 40 });
    const frame = `{"id": 1, "event": "${name}", "data": ${data}}`;
    const call = `socket.emit("${name}", ${data}, (answer) => …);`;
    const side = (title, text) => el("div", {}, el("p", { className: "note" }, title), codeBlock(text, title));
    return el("div", { className: "pair" }, side("Plain WebSocket", frame), side("Socket.IO", call));
}

function heard(name, payload) {
    return codeBlock(`{"event": "${name.replace("{roomId}", "100")}", "data": ${jsonOf(payload, { longest: 60 })}}`, "Example");
}
