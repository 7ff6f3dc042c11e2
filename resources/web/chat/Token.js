// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { byId } from "../dom.js";
import { keep, recall } from "./keep.js";

const KEY = "parlor.token";

let asking = null;

/** What this server is to be shown, as long as this tab lives; empty where it did not ask. */
export function storedToken() {
    return recall("sessionStorage", KEY) ?? "";
}

/** The name in a token: the server takes no other. Empty where there is none. */
export function nameInToken() {
    try {
        const claims = storedToken().split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
        const bytes = Uint8Array.from(atob(claims), (it) => it.charCodeAt(0));
        return JSON.parse(new TextDecoder().decode(bytes)).sub ?? "";
    } catch {
        return "";
    }
}

/** Settles once there is another token than `refused`. However many ask, the person is asked once. */
export function askForToken(refused) {
    if (storedToken() !== refused) {
        return Promise.resolve();
    }
    asking ??= new Promise((resolve) => {
        const [dialog, field] = [byId("token-dialog"), byId("token")];
        byId("token-problem").hidden = !refused;
        dialog.oncancel = (event) => event.preventDefault();
        byId("token-form").onsubmit = (event) => {
            event.preventDefault();
            const token = field.value.trim();
            if (!token || token === refused) {
                return;
            }
            keep("sessionStorage", KEY, token);
            field.value = "";
            dialog.close();
            asking = null;
            resolve();
        };
        dialog.showModal();
    });
    return asking;
}
