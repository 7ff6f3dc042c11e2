// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { el } from "../dom.js";

/** The class that gives things of that name their colour. */
export function colourOf(name) {
    // FNV-1a; its high bits are the well mixed ones.
    let hash = 0x811c9dc5;
    for (const character of name) {
        hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193) >>> 0;
    }
    return `hue-${(hash >>> 8) % 10}`;
}

/** A disc with the name's first letters. */
export function avatar(name) {
    return showAvatar(el("span", { "aria-hidden": "true" }), name);
}

export function showAvatar(element, name) {
    const words = name.trim().split(/\s+/u);
    const initials = words.slice(0, 2).map((word) => [...word][0] ?? "").join("");
    element.className = `avatar ${colourOf(name)}`;
    element.textContent = initials.toLocaleUpperCase();
    return element;
}

const timeFormat = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

export function timeOf(isoTime) {
    const date = new Date(isoTime);
    return el("time", { dateTime: isoTime, title: fullFormat.format(date) }, timeFormat.format(date));
}

const DAY_MS = 86_400_000;
const dayStart = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** “Today”, “Yesterday”, or the date. */
export function dayOf(isoTime) {
    const day = dayStart(new Date(isoTime));
    const daysAgo = Math.round((dayStart(new Date()) - day) / DAY_MS);
    if (daysAgo === 0 || daysAgo === 1) {
        return daysAgo ? "Yesterday" : "Today";
    }
    const year = daysAgo < 180 && daysAgo > 0 ? undefined : "numeric";
    return day.toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long", year });
}

/** “5 min ago”, in short. */
export function agoOf(isoTime) {
    const seconds = Math.max(0, (Date.now() - new Date(isoTime)) / 1000);
    if (seconds < 60) {
        return "just now";
    }
    const [size, unit] = [[60, "min"], [3600, "h"], [86_400, "d"]].findLast(([least]) => seconds >= least);
    return `${Math.floor(seconds / size)} ${unit} ago`;
}

export const count = (number, one, many) => `${number.toLocaleString()} ${number === 1 ? one : many}`;
