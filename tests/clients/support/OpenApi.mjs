// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import addFormats from "ajv-formats";
import Ajv2020 from "ajv/dist/2020.js";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

const escaped = (part) => part.replace(/~/g, "~0").replace(/\//g, "~1");

/** Checks against schemas of one document, which are named by where they stand in it. */
export class SchemaCheck {
    #ajv = new Ajv2020({ strict: false, allErrors: true });
    #validators = new Map();
    document;

    constructor(document) {
        this.document = document;
        addFormats(this.#ajv);
        this.#ajv.addSchema(document, "document");
    }

    /** Follows references: gives the thing and where it stands, as a list of keys. */
    find(...keys) {
        let [thing, place] = [this.document, []];
        for (const key of keys) {
            [thing, place] = [thing?.[key], [...place, key]];
            while (thing?.$ref) {
                place = thing.$ref.slice(2).split("/").map((it) => it.replace(/~1/g, "/").replace(/~0/g, "~"));
                thing = place.reduce((outer, it) => outer?.[it], this.document);
            }
        }
        return { thing, place };
    }

    /** Fails where `value` does not fit the schema at that place. */
    check(place, value, what) {
        const $ref = `document#/${place.map((it) => encodeURIComponent(escaped(it))).join("/")}`;
        const validate = this.#validators.get($ref) ?? this.#ajv.compile({ $ref });
        this.#validators.set($ref, validate);
        assert.ok(validate(value), `${what}: ${JSON.stringify(validate.errors, null, 1)} in ${JSON.stringify(value)}`);
    }
}

/** The OpenAPI document that a server gives: which answer to a request is right, and which ones nobody has asked for yet. */
export class OpenApi {
    #schemas;
    #unseen;

    static async of(server) {
        const response = await fetch(`${server.url}/api/openapi.json`);
        assert.equal(response.status, 200);
        return new OpenApi(await response.json());
    }

    /** The document as it stands in the sources. */
    static ofSources() {
        return new OpenApi(JSON.parse(readFileSync(new URL("../../../resources/api/openapi.json", import.meta.url), "utf8")));
    }

    constructor(document) {
        this.document = document;
        this.#schemas = new SchemaCheck(document);
        this.#unseen = new Set(this.operations.flatMap(({ name, operation }) =>
            Object.keys(operation.responses).map((status) => `${name} ${status}`)));
    }

    /** `{name, path, method, operation}` of each, the name like `GET /api/v1/rooms`. */
    get operations() {
        return Object.entries(this.document.paths).flatMap(([path, item]) =>
            METHODS.filter((method) => item[method]).map((method) =>
                ({ name: `${method.toUpperCase()} ${path}`, path, method, operation: item[method] })));
    }

    /** Answers that the document promises and that check() has not met. */
    get unseen() {
        return [...this.#unseen];
    }

    /** An answer to `METHOD path`, the path as a pattern: it must be one of the document's. */
    check(name, status, headers, text) {
        const found = this.operations.find((it) => it.name === name);
        assert.ok(found, `${name} is not in the document`);
        const key = found.operation.responses[status] ? `${status}` : "default";
        this.#unseen.delete(`${name} ${key}`);

        const what = `${name} answered ${status}`;
        const { thing: response, place } = this.#schemas.find("paths", found.path, found.method, "responses", key);
        for (const [field, { required, schema }] of Object.entries(response.headers ?? {})) {
            const value = headers.get(field);
            assert.ok(value !== null || !required, `${what} without ${field}`);
            if (value !== null) {
                this.#schemas.check([...place, "headers", field, "schema"], schema.type === "integer" ? Number(value) : value, what);
            }
        }
        if (!response.content) {
            assert.equal(text, "", what);
            return;
        }
        const [mediaType] = Object.keys(response.content);
        const isJson = mediaType === "application/json";
        assert.ok(isJson || mediaType === "text/plain", mediaType);
        assert.match(headers.get("content-type"), isJson ? /^application\/json; charset=utf-8$/ : /^text\/plain; .*charset=utf-8$/, what);
        this.#schemas.check([...place, "content", mediaType, "schema"], isJson ? JSON.parse(text) : text, what);
    }

    /** An answer to whatever was asked: one of the document's, or the refusal of what is not in it. */
    checkAnswer(method, path, status, headers, text) {
        const fits = ({ path: pattern }) => new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}/?$`).test(path);
        const names = (it) => it.path.split("{").length;
        const wanted = method === "HEAD" ? "GET" : method;
        const found = this.operations.filter((it) => it.method.toUpperCase() === wanted && fits(it)).sort((a, b) => names(a) - names(b));
        if (found.length === 0) {
            assert.ok([204, 400, 401, 404, 405, 413, 431, 503].includes(status), `${method} ${path} answered ${status}`);
        } else if (method !== "HEAD") {
            this.check(found[0].name, status, headers, text);
        }
    }

    /** What was sent and taken must be what the document says. */
    checkRequest(name, body) {
        const { path, method } = this.operations.find((it) => it.name === name);
        const { place } = this.#schemas.find("paths", path, method, "requestBody", "content", "application/json", "schema");
        this.#schemas.check(place, body, `${name} took`);
    }

    /** Each example must fit the schema that it stands beside. Gives how many there are. */
    checkExamples() {
        let number = 0;
        const visit = (thing, place) => {
            const { schema, example, examples = {} } = thing;
            const given = Object.values(examples).map((it) => it.value).concat(example === undefined ? [] : [example]);
            if (schema) {
                given.forEach((it) => this.#schemas.check([...place, "schema"], it, place.join(" ")));
                number += given.length;
            }
            for (const [key, inner] of Object.entries(thing)) {
                if (inner && typeof inner === "object" && key !== "example" && key !== "examples") {
                    visit(inner, [...place, key]);
                }
            }
        };
        visit(this.document, []);
        return number;
    }
}
