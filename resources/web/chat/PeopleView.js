// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, el } from "../dom.js";
import { avatar, count } from "./format.js";

const MOST_PEOPLE = 200;

/** The column of those who are in the room; on narrow screens it comes in from the side. */
export class PeopleView {
    #shown = "";

    constructor() {
        byId("show-people").addEventListener("click", () => this.#toggle(true));
        byId("hide-people").addEventListener("click", () => this.#toggle(false));
        document.addEventListener("keydown", ({ key }) => {
            if (key === "Escape") {
                this.#toggle(false);
            }
        });
        document.addEventListener("pointerdown", ({ target }) => {
            if (!target.closest("#people-panel, #show-people")) {
                this.close();
            }
        });
    }

    show(room) {
        const people = room.people.list();
        const rest = Math.max(0, people.length - MOST_PEOPLE);
        byId("people-count").textContent = room.state === "here" ? `${room.people.here}` : "";
        const shown = JSON.stringify([people, room.username]);
        if (shown === this.#shown) {
            return;
        }
        this.#shown = shown;
        const rows = people.slice(0, MOST_PEOPLE).map((it) => this.#rowOf(it, room.username));
        if (rest) {
            rows.push(el("li", { className: "more" }, `and ${count(rest, "other", "others")}`));
        }
        byId("people").replaceChildren(...rows);
    }

    close() {
        byId("people-panel").classList.remove("open");
        byId("show-people").setAttribute("aria-expanded", "false");
    }

    #rowOf({ username, connected, count: windows }, own) {
        const detail = !connected ? "left" : username === own ? "you" : windows > 1 ? `×${windows}` : null;
        return el("li", { className: connected ? "" : "away" }, avatar(username), el("bdi", {}, username),
                  detail && el("small", {}, detail));
    }

    #toggle(isOpen) {
        const panel = byId("people-panel");
        if (panel.classList.contains("open") === isOpen) {
            return;
        }
        panel.classList.toggle("open", isOpen);
        byId("show-people").setAttribute("aria-expanded", `${isOpen}`);
        byId(isOpen ? "hide-people" : "show-people").focus();
    }
}
