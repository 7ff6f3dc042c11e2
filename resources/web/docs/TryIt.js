// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { el } from "../dom.js";
import { codeBlock, jsonOf } from "./prose.js";

const SHOWN_FIELDS = ["x-total-count", "link"];

/** A form that really asks this server, for what changes nothing there. */
export function tryIt(path, parameters, operationId) {
    const inputs = parameters.map((parameter) => inputFor(parameter, operationId));
    const output = el("div", { className: "output", role: "status" });
    const form = el("form", { className: "try-form" },
                    ...inputs.map(({ label, input }) => el("div", {}, label, input)),
                    el("button", { className: "button", type: "submit" }, "Send"));
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        output.replaceChildren(...await ask(addressOf(path, inputs)));
    });
    return el("details", { className: "try" }, el("summary", {}, "Try it"), form, output);
}

function inputFor(parameter, operationId) {
    const id = `${operationId}-${parameter.name}`;
    const { enum: choices } = parameter.schema;
    const input = choices
        ? el("select", { id, className: "field" }, ...["", ...choices].map((it) => el("option", { value: it }, it)))
        : el("input", { id, className: "field", value: parameter.in === "path" ? parameter.example : "", autocomplete: "off" });
    return { parameter, input, label: el("label", { htmlFor: id }, parameter.name) };
}

function addressOf(path, inputs) {
    const query = new URLSearchParams();
    let address = path;
    for (const { parameter, input } of inputs) {
        if (parameter.in === "path") {
            address = address.replace(`{${parameter.name}}`, () => encodeURIComponent(input.value));
        } else if (input.value !== "") {
            query.append(parameter.name, input.value);
        }
    }
    return `${query}` ? `${address}?${query}` : address;
}

async function textOf(response) {
    const isJson = response.headers.get("content-type").startsWith("application/json");
    return isJson ? jsonOf(await response.json()) : response.text();
}

async function ask(address) {
    try {
        const response = await fetch(address, { cache: "no-store" });
        const fields = SHOWN_FIELDS.filter((it) => response.headers.has(it)).map((it) => `${it}: ${response.headers.get(it)}\n`);
        const status = el("span", { className: `status s${Math.floor(response.status / 100)}` }, `${response.status}`);
        return [el("p", { className: "asked" }, status, el("code", {}, `GET ${address}`)),
                codeBlock(fields.join("") + await textOf(response), "Answer")];
    } catch (error) {
        return [el("p", { className: "asked" }, `No answer: ${error.message}`)];
    }
}
