// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { el } from "../dom.js";
import { codeBlock, inline, jsonOf, prose } from "./prose.js";
import { Schemas } from "./Schemas.js";
import { tryIt } from "./TryIt.js";

const METHODS = ["get", "post", "put", "patch", "delete"];
const JSON_TYPE = "application/json";

/** An OpenAPI document: its operations by tag. */
export class RestView {
    #document;
    #schemas;

    constructor(document) {
        this.#document = document;
        this.#schemas = new Schemas(document);
    }

    /** What names of types stand for, as an element. */
    get types() {
        return this.#schemas.simple();
    }

    /** `{title, description, entries: [{id, title, label, kind, element}]}` of each tag. */
    get groups() {
        return this.#document.tags.map(({ name, description }) => ({
            title: name,
            description,
            entries: this.#operations().filter(({ operation }) => operation.tags.includes(name)).map((it) => this.#entryOf(it)),
        }));
    }

    #operations() {
        return Object.entries(this.#document.paths).flatMap(([path, item]) =>
            METHODS.filter((method) => item[method]).map((method) => {
                const parameters = [...item.parameters ?? [], ...item[method].parameters ?? []];
                return { path, method, operation: item[method], parameters: parameters.map((it) => this.#schemas.resolve(it)) };
            }));
    }

    #entryOf({ path, method, operation, parameters }) {
        const { operationId: id, summary, description, requestBody, responses } = operation;
        const label = method.toUpperCase();
        const element = el("article", { id, className: "entry" },
            el("h3", {}, el("a", { className: "anchor", href: `#${id}` }, summary)),
            el("p", { className: "address" }, el("span", { className: `badge ${method}` }, label), el("code", {}, path)),
            ...prose(description),
            ...this.#parameters(parameters),
            ...this.#body(requestBody),
            el("h4", {}, "Answers"),
            el("ul", { className: "answers" }, ...Object.entries(responses).map(([status, it]) => this.#answer(status, it))),
            el("h4", {}, "With curl"),
            codeBlock(curl(path, method, requestBody, parameters), `${summary} with curl`),
            method === "get" ? tryIt(path, parameters, id) : null);
        return { id, title: summary, label, kind: method, element };
    }

    #parameters(parameters) {
        const rows = parameters.map((it) => ({ ...it, isRequired: it.required }));
        return rows.length ? [el("h4", {}, "Parameters"), this.#schemas.table(rows)] : [];
    }

    #headers(headers) {
        const rows = Object.entries(headers ?? {}).map(([name, it]) => ({ ...it, name, isRequired: it.required }));
        return rows.length ? [el("p", { className: "note" }, "Header fields:"), this.#schemas.table(rows),
                              el("p", { className: "note" }, "Body:")] : [];
    }

    #body(requestBody) {
        if (!requestBody) {
            return [];
        }
        return [el("h4", {}, "Body"), el("p", { className: "note" }, ...inline(requestBody.description)),
                this.#schemas.fields(requestBody.content[JSON_TYPE].schema)];
    }

    #answer(status, response) {
        const { description, content, headers } = this.#schemas.resolve(response);
        const line = [el("span", { className: `status s${status[0]}` }, status === "default" ? "other" : status),
                      el("span", {}, ...inline(description))];
        if (!content) {
            return el("li", {}, el("div", { className: "line" }, ...line));
        }
        const [[mediaType, { schema, example, examples = { one: { value: example } } }]] = Object.entries(content);
        const textOf = mediaType === JSON_TYPE ? (value) => jsonOf(value) : (value) => value;
        const type = el("span", { className: "type" }, this.#schemas.typeOf(schema));
        return el("li", {}, el("details", {},
            el("summary", {}, el("div", { className: "line" }, ...line, type)),
            ...this.#headers(headers),
            status[0] === "2" ? this.#schemas.fields(schema) : null,
            ...Object.values(examples).flatMap((it) => [
                it.summary && el("p", { className: "note" }, it.summary), codeBlock(textOf(it.value), "Example")])));
    }
}

function curl(path, method, requestBody, parameters) {
    const named = parameters.filter((it) => it.in === "path");
    const address = location.origin + named.reduce((text, it) => text.replace(`{${it.name}}`, it.example), path);
    const command = method === "get" ? `curl ${address}` : `curl -X ${method.toUpperCase()} ${address}`;
    return requestBody ? `${command} \\\n  --data-raw '${JSON.stringify(requestBody.content[JSON_TYPE].example)}'` : command;
}
