// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId, el, once } from "../dom.js";
import { agoOf, count } from "./format.js";

export const linkTo = (roomId) => `#${encodeURIComponent(roomId)}`;

/** The column of rooms. Calls `onOpen` with the name of a room to be opened. */
export class RoomListView {
    #directory;
    #onOpen;
    #current = null;
    #shown = "";
    #renderSoon = once(() => this.#render());

    constructor(directory, onOpen) {
        this.#directory = directory;
        this.#onOpen = onOpen;
        directory.addEventListener("change", () => this.#render());
        byId("room-search").addEventListener("input", () => {
            directory.search = this.#wanted();
            this.#render();
        });
        byId("room-form").addEventListener("submit", (event) => {
            event.preventDefault();
            this.#open();
        });
    }

    /** The room that one is in; null for none. */
    set current(room) {
        this.#current?.removeEventListener("change", this.#renderSoon);
        this.#current = room;
        room?.addEventListener("change", this.#renderSoon);
        this.#render();
    }

    #wanted() {
        return byId("room-search").value.trim();
    }

    #open() {
        const roomId = this.#wanted();
        if (roomId) {
            byId("room-search").value = "";
            this.#directory.search = "";
            this.#onOpen(roomId);
        }
    }

    #render() {
        const { rooms, total, problem } = this.#directory;
        const wanted = this.#wanted();
        byId("room-create").hidden = !wanted || rooms.some((it) => it.roomId === wanted);
        byId("room-create-name").textContent = wanted;

        const note = problem ? "The list of rooms could not be loaded."
            : rooms.length === 0 && !wanted ? "There are no rooms yet. Name one above to open it."
            : rooms.length === 0 ? "No room is called that."
            : total > rooms.length ? `${(total - rooms.length).toLocaleString()} more: search to find them.` : "";
        byId("rooms-note").textContent = note;
        byId("rooms-note").hidden = !note;

        const rows = rooms.map((room) => this.#rowOf(room));
        const shown = rows.map((row) => row.outerHTML).join("");
        if (shown !== this.#shown) {
            this.#shown = shown;
            const focused = document.activeElement?.closest("#rooms a")?.getAttribute("href");
            byId("rooms").replaceChildren(...rows);
            [...byId("rooms").querySelectorAll("a")].find((it) => it.getAttribute("href") === focused)?.focus();
        }
    }

    #rowOf(room) {
        const isCurrent = room.roomId === this.#current?.id;
        const unread = isCurrent ? 0 : this.#directory.unread(room);
        // Of its own room the page knows more than the list, which is some seconds old.
        const here = (isCurrent && this.#current.people.here) || room.participants;
        const detail = [here && count(here, "person", "people"), agoOf(room.lastActivityAt)].filter(Boolean).join(" · ");
        const link = el("a", { href: linkTo(room.roomId), className: unread ? "unread" : "" },
                        el("bdi", { className: "name" }, room.roomId),
                        el("span", { className: "detail" }, detail));
        if (unread) {
            link.append(el("span", { className: "badge", "aria-label": `${unread} unread` }, unread > 99 ? "99+" : `${unread}`));
        }
        if (isCurrent) {
            link.setAttribute("aria-current", "page");
        }
        return el("li", {}, link);
    }
}
