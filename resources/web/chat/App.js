// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId } from "../dom.js";
import { Banner } from "./Banner.js";
import { Connection } from "./Connection.js";
import { count, showAvatar } from "./format.js";
import { keep, recall } from "./keep.js";
import { openRoom } from "./Rest.js";
import { Room } from "./Room.js";
import { RoomDirectory } from "./RoomDirectory.js";
import { linkTo, RoomListView } from "./RoomListView.js";
import { RoomView } from "./RoomView.js";
import { nameInToken } from "./Token.js";
import { Welcome } from "./Welcome.js";

const NAME_KEY = "parlor.name";

function roomInAddress() {
    try {
        return decodeURIComponent(location.hash.slice(1));
    } catch {
        return "";
    }
}

/** Puts the page together. The address says which room is shown, so that links and the way back work. */
export class App {
    #connection = new Connection(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
    #directory = new RoomDirectory();
    #rooms = new RoomListView(this.#directory, (roomId) => this.#create(roomId));
    #view = new RoomView(this.#directory);
    #banner = new Banner();
    #welcome = new Welcome((name, roomId) => this.#begin(name, roomId), () => this.#follow());
    #room = null;
    #name = recall("localStorage", NAME_KEY) ?? "";

    start() {
        this.#connection.addEventListener("open", () => this.#connected());
        this.#connection.addEventListener("lost", () => this.#connectionLost());
        this.#connection.addEventListener("message", ({ detail }) => this.#room?.receive(detail.event, detail.data));
        addEventListener("hashchange", () => this.#follow());
        byId("to-rooms").addEventListener("click", () => { location.hash = ""; });
        for (const id of ["copy-link", "copy-invitation"]) {
            byId(id).addEventListener("click", () => this.#copyLink());
        }
        byId("me-change").addEventListener("click", () => this.#askName());
        byId("skip").addEventListener("click", (event) => {
            event.preventDefault();
            byId("composer-text").focus();
        });
        this.#follow();
    }

    /** With a token that came meanwhile, perhaps: then the name is the one in it. */
    #connected() {
        const name = nameInToken() || this.#name;
        if (name === this.#name) {
            this.#room?.enter();
            return;
        }
        this.#name = name;
        keep("localStorage", NAME_KEY, name);
        this.#room = null;
        this.#follow();
    }

    /** Shows what the address says. */
    #follow() {
        const roomId = roomInAddress();
        if (!this.#name) {
            this.#welcome.show(roomId);
            return;
        }
        this.#welcome.hide();
        byId("chat").hidden = false;
        byId("chat").classList.toggle("in-room", Boolean(roomId));
        byId("me-name").textContent = this.#name;
        showAvatar(byId("me-avatar"), this.#name);
        this.#directory.refresh();
        this.#connection.connect();
        if (this.#room?.id !== (roomId || undefined)) {
            this.#show(roomId);
        } else if (this.#room && this.#room.username !== this.#name) {
            this.#room.rename(this.#name);
        }
    }

    #show(roomId) {
        this.#room?.leave();
        this.#room = roomId ? new Room(this.#connection, roomId, this.#name) : null;
        this.#banner.hide();
        this.#rooms.current = this.#room;
        this.#view.room = this.#room;
        if (!this.#room) {
            return;
        }
        const room = this.#room;
        room.addEventListener("change", () => this.#watch(room));
        room.addEventListener("entered", ({ detail }) => this.#entered(room, detail));
        if (this.#connection.isOpen) {
            room.enter();
        } else {
            this.#connection.connect();
        }
    }

    /** What a room cannot get over by itself. */
    #watch(room) {
        if (room.timeline.gaps.every((it) => it.isLost)) {
            this.#banner.hide("gap");
        }
        const isOver = room === this.#room && (room.state === "gone" || room.state === "kicked");
        if (!isOver) {
            return;
        }
        if (room.state === "kicked") {
            this.#banner.show(`You were removed from this room: ${room.reason}`,
                              { kind: "bad", action: "Enter again", onAction: () => this.#show(room.id) });
        } else {
            this.#banner.show(room.reason ? `This room was closed by ${room.reason}.` : "There is no such room.",
                              { kind: "bad", action: "Open it", onAction: () => this.#create(room.id) });
        }
        this.#directory.refresh();
    }

    #connectionLost() {
        this.#room?.connectionLost();
        if (this.#room?.state === "away") {
            this.#banner.show(navigator.onLine ? "The connection is lost. Trying to get it back…" : "You are offline.",
                              { action: "Try now", onAction: () => this.#connection.connect() });
        }
    }

    #entered(room, { isReturn, missed, hasGap, isAnother }) {
        this.#directory.refresh();
        if (room !== this.#room || !isReturn) {
            this.#banner.hide();
        } else if (isAnother) {
            this.#banner.show("You are back. Meanwhile this room was closed and opened anew.");
        } else if (hasGap) {
            this.#banner.show("You are back, but too much was said meanwhile to be sent at once.",
                              { action: "Show the gap", onAction: () => this.#showGap(), topic: "gap" });
        } else {
            this.#banner.show(missed ? `You are back, with the ${count(missed, "message", "messages")} you missed.` : "You are back.",
                              { kind: "good" });
        }
    }

    #showGap() {
        this.#banner.hide();
        this.#view.showGap();
    }

    async #begin(name, roomId) {
        if (roomId) {
            await openRoom(roomId, nameInToken() || name);
        }
        this.#name = nameInToken() || name;
        keep("localStorage", NAME_KEY, this.#name);
        this.#goTo(roomId || roomInAddress());
    }

    async #create(roomId) {
        try {
            await openRoom(roomId, this.#name);
        } catch (error) {
            this.#banner.show(error.message, { kind: "bad" });
            return;
        }
        if (this.#room?.id === roomId) {
            this.#show(roomId);
            this.#directory.refresh();
        }
        this.#goTo(roomId);
    }

    #goTo(roomId) {
        if (roomInAddress() === roomId) {
            this.#follow();
        } else {
            location.hash = linkTo(roomId);
        }
    }

    #askName() {
        byId("chat").hidden = true;
        this.#welcome.showRename(this.#name);
    }

    async #copyLink() {
        try {
            await navigator.clipboard.writeText(location.href);
            this.#banner.show("The link to this room is copied.", { kind: "good" });
        } catch {
            this.#banner.show(`The link to this room: ${location.href}`);
        }
    }
}
