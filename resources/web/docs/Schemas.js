// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { el } from "../dom.js";
import { inline } from "./prose.js";

/** The schemas of one document, in words and as tables of fields. */
export class Schemas {
    #document;

    constructor(document) {
        this.#document = document;
    }

    /** What a reference stands for; anything else stands for itself. */
    resolve(thing) {
        const keys = thing.$ref?.slice(2).split("/");
        return keys ? this.resolve(keys.reduce((outer, key) => outer[key.replace(/~1/g, "/")], this.#document)) : thing;
    }

    /** A type in a few words: `Room`, `array of Message`, `string or null`. */
    typeOf(schema) {
        if (schema.$ref) {
            return schema.$ref.split("/").at(-1);
        }
        if (schema.allOf) {
            return this.typeOf(schema.allOf[0]);
        }
        if (schema.oneOf) {
            return schema.oneOf.map((it) => this.typeOf(it)).join(" or ");
        }
        if (schema.const !== undefined || schema.enum) {
            return (schema.enum ?? [schema.const]).map((it) => JSON.stringify(it)).join(" or ");
        }
        return schema.type === "array" ? `array of ${this.typeOf(schema.items)}` : [schema.type].flat().join(" or ");
    }

    /** A table of an object's fields, nested ones below theirs; null for what has no fields. */
    fields(schema) {
        const whole = this.resolve(schema);
        const object = whole.type === "array" ? this.resolve(whole.items) : whole.oneOf ? this.resolve(whole.oneOf[0]) : whole;
        if (!object.properties) {
            return null;
        }
        const note = object.description && el("p", { className: "note" }, ...inline(object.description));
        return el("div", {}, this.table(this.#rowsOf(object, "")), note);
    }

    /** A table of those types that have a name, but no fields. */
    simple() {
        const { schemas } = this.#document.components;
        const rows = Object.entries(schemas).filter(([, it]) => it.type === "string")
            .map(([name, schema]) => ({ name, isRequired: true, schema, description: schema.description }));
        return this.table(rows);
    }

    /** Rows are `{name, isRequired, schema, description}`. */
    table(rows) {
        const cells = ({ name, isRequired, schema, description = "" }) => [
            el("th", { scope: "row" }, el("code", {}, name), isRequired ? null : el("span", { className: "optional" }, "optional")),
            el("td", {}, el("span", { className: "type" }, this.typeOf(schema)), el("span", { className: "bounds" }, this.#boundsOf(schema))),
            el("td", {}, ...inline(description)),
        ];
        const body = el("tbody", {}, ...rows.map((row) => el("tr", {}, ...cells(row))));
        return el("div", { className: "scroller" }, el("table", {}, body));
    }

    #rowsOf(object, prefix) {
        return Object.entries(object.properties).flatMap(([name, schema]) => {
            const row = { name: prefix + name, isRequired: object.required?.includes(name), schema, description: schema.description };
            return [row, ...schema.properties ? this.#rowsOf(schema, `${prefix}${name}.`) : []];
        });
    }

    #boundsOf({ minimum, maximum, maxLength, default: standard }) {
        const range = maximum === undefined ? minimum && `${minimum} or more` : `${minimum} to ${maximum}`;
        const length = maxLength && `at most ${maxLength} characters`;
        return [range, length, standard !== undefined && `default ${standard}`].filter(Boolean).join(", ");
    }
}
