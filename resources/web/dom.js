// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; strings become text, never markup. `aria-…` and `role` are attributes. */
export function el(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (name.startsWith("aria-") || name === "role") {
            element.setAttribute(name, value);
        } else {
            element[name] = value;
        }
    }
    element.append(...children.filter((it) => it !== null && it !== undefined));
    return element;
}

/** Runs `task` once before the next frame is drawn, however often it is asked to. A hidden page draws no frames. */
export function once(task) {
    let isDue = false;
    return () => {
        if (isDue) {
            return;
        }
        isDue = true;
        const run = () => {
            isDue = false;
            task();
        };
        if (document.hidden) {
            setTimeout(run);
        } else {
            requestAnimationFrame(run);
        }
    };
}
