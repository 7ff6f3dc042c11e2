// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId } from "../dom.js";

const FIRST_ROOM = "lobby";

/** Asks for a name and a room, or for another name. */
export class Welcome {
    #isRenaming = false;

    /** `onDone` gets both, the room empty where another name was asked for; what it throws is shown. `onCancel`: the name stays. */
    constructor(onDone, onCancel) {
        byId("welcome-cancel").addEventListener("click", onCancel);
        byId("welcome").addEventListener("keydown", ({ key }) => {
            if (key === "Escape" && this.#isRenaming) {
                onCancel();
            }
        });
        byId("welcome-form").addEventListener("submit", async (event) => {
            event.preventDefault();
            const [name, room] = ["welcome-name", "welcome-room"].map((id) => byId(id).value.trim());
            try {
                if (!name || !(room || this.#isRenaming)) {
                    byId(name ? "welcome-room" : "welcome-name").focus();
                    throw new Error(name ? "A room needs a name, too." : "How shall the others call you?");
                }
                await onDone(name, this.#isRenaming ? "" : room);
            } catch (error) {
                this.#complain(error.message);
            }
        });
    }

    /** To somebody who has no name yet. */
    show(roomId) {
        this.#open("", "Come in", "Start chatting");
        byId("welcome-room").value = roomId || FIRST_ROOM;
        byId("welcome-lead").textContent = roomId ? "You are invited to a room. How shall the others call you?"
                                                  : "Choose a name, and a room to talk in.";
        document.title = "Parlor";
    }

    showRename(name) {
        this.#open(name, "Another name", "Take it");
        byId("welcome-lead").textContent = "From now on you are called that. What you said stays as it was.";
    }

    #open(name, title, action) {
        this.#isRenaming = name !== "";
        for (const part of document.querySelectorAll("#welcome .room-part")) {
            part.hidden = this.#isRenaming;
        }
        byId("welcome-cancel").hidden = !this.#isRenaming;
        byId("welcome-title").textContent = title;
        byId("welcome-action").textContent = action;
        byId("welcome-name").value = name;
        byId("welcome-problem").hidden = true;
        byId("welcome").hidden = false;
        byId("welcome-name").select();
    }

    hide() {
        byId("welcome").hidden = true;
    }

    #complain(text) {
        byId("welcome-problem").textContent = text;
        byId("welcome-problem").hidden = false;
    }
}
