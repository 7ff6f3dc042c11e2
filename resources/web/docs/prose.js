// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { el } from "../dom.js";

const MARKS = /`([^`]+)`|\*\*([^*]+)\*\*/g;
const LONGEST_LINE = 90;

/** A line of the documents' text, which marks code and what is strong: elements and strings. */
export function inline(text) {
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(MARKS)) {
        const [whole, code, strong] = match;
        parts.push(text.slice(end, match.index), code ? el("code", {}, code) : el("strong", {}, strong));
        end = match.index + whole.length;
    }
    return [...parts, text.slice(end)];
}

/** The same in paragraphs. */
export function prose(text = "") {
    return text.split(/\n\n+/).filter(Boolean).map((paragraph) => el("p", {}, ...inline(paragraph)));
}

/** JSON as it is written by hand: what is short stands in one line. All lines but the first get the indent. */
export function jsonOf(value, { indent = "", longest = LONGEST_LINE } = {}) {
    const short = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
    if (typeof value !== "object" || value === null || short.length + indent.length <= longest) {
        return short;
    }
    const deeper = `${indent}  `;
    const inner = { indent: deeper, longest };
    const [open, close] = Array.isArray(value) ? "[]" : "{}";
    const items = Array.isArray(value) ? value.map((it) => jsonOf(it, inner))
        : Object.entries(value).map(([key, it]) => `${JSON.stringify(key)}: ${jsonOf(it, inner)}`);
    return `${open}\n${items.map((it) => deeper + it).join(",\n")}\n${indent}${close}`;
}

/** `label` says what it is to those who do not see it. */
export function codeBlock(text, label) {
    return el("pre", { tabIndex: 0, role: "region", "aria-label": label }, el("code", {}, text));
}
