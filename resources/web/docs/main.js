// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, el } from "../dom.js";
import { EventsView } from "./EventsView.js";
import { prose } from "./prose.js";
import { RestView } from "./RestView.js";

async function load(address) {
    const response = await fetch(address);
    if (!response.ok) {
        throw new Error(`${address} answers ${response.status}`);
    }
    return response.json();
}

function part(id, title, { info }, { groups, types }) {
    const section = (group) => el("section", {},
        el("h2", { className: "group" }, group.title), el("p", { className: "lead" }, group.description),
        ...group.entries.map((it) => it.element));
    return el("section", { id, className: "part" },
              el("h1", {}, title), el("div", { className: "intro" }, ...prose(info.description)), ...groups.map(section),
              el("h2", { className: "group" }, "Types"), el("div", { className: "entry" }, types));
}

function contents(id, title, { groups }) {
    const link = (it) => el("li", {}, el("a", { href: `#${it.id}` },
        el("span", { className: `badge ${it.kind}` }, it.label), el("span", {}, it.title)));
    const list = (group) => [el("h3", {}, group.title), el("ul", {}, ...group.entries.map(link))];
    return [el("h2", {}, el("a", { href: `#${id}` }, title)), ...groups.flatMap(list)];
}

/** Marks in the contents what is being read. */
function followReading() {
    const links = [...document.querySelectorAll("#contents li a")];
    const visible = new Set();
    const observer = new IntersectionObserver((changes) => {
        changes.forEach(({ target, isIntersecting }) => isIntersecting ? visible.add(target.id) : visible.delete(target.id));
        const current = links.find((it) => visible.has(it.hash.slice(1)));
        links.forEach((it) => it.toggleAttribute("aria-current", it === current));
    }, { rootMargin: "-80px 0px -55% 0px" });
    document.querySelectorAll(".entry").forEach((it) => observer.observe(it));
}

try {
    const [openApi, asyncApi] = await Promise.all(["/api/openapi.json", "/api/asyncapi.json"].map(load));
    const [rest, events] = [new RestView(openApi), new EventsView(asyncApi)];
    byId("content").replaceChildren(part("rest", "REST", openApi, rest), part("events", "Events", asyncApi, events));
    byId("contents").replaceChildren(...contents("rest", "REST", rest), ...contents("events", "Events", events));
    followReading();
    byId(location.hash.slice(1))?.scrollIntoView();
} catch (error) {
    byId("content").replaceChildren(el("p", { role: "alert" }, `The description of the API could not be loaded: ${error.message}.`));
}
