// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later

/** The known part of a room's history: messages, each once and by order, and what is known to be missing between them. */
export class Timeline {
    /** Ascending by `order`. */
    messages = [];
    /** `{from, to, isLost}`, both inclusive, ascending; `isLost` where the server no longer has them. */
    gaps = [];
    /** Nothing is kept before the oldest message here. */
    isComplete = false;

    get newest() {
        return this.messages.at(-1)?.order;
    }

    get oldest() {
        return this.messages[0]?.order;
    }

    /** False for a message that is here already. */
    add(message) {
        const at = this.#indexOf(message.order);
        if (this.messages[at]?.order === message.order) {
            return false;
        }
        this.messages.splice(at, 0, message);
        return true;
    }

    addGap(from, to) {
        if (from <= to && !this.gaps.some((gap) => gap.from <= from && to <= gap.to)) {
            this.gaps.push({ from, to, isLost: false });
            this.gaps.sort((one, other) => one.from - other.from);
        }
    }

    /** What a page from the gap's beginning had. Orders that it skips are no longer kept. */
    fillGap(gap, messages) {
        messages.forEach((message) => this.add(message));
        this.gaps = this.gaps.filter((it) => it !== gap);
        let missing = gap.from;
        for (const { order } of messages) {
            this.#lose(missing, order - 1);
            missing = order + 1;
        }
        if (messages.length === 0) {
            this.#lose(gap.from, gap.to);
        } else {
            this.addGap(missing, gap.to);
        }
    }

    /** Forgets the oldest beyond `most`; they can be read again. */
    trim(most) {
        const surplus = this.messages.length - most;
        if (surplus > 0) {
            this.messages.splice(0, surplus);
            this.gaps = this.gaps.filter((gap) => gap.from > this.oldest);
            this.isComplete = false;
        }
    }

    countAfter(order) {
        return this.messages.length - this.#indexOf(order + 1);
    }

    #lose(from, to) {
        this.addGap(from, to);
        for (const gap of this.gaps) {
            gap.isLost ||= gap.from === from && gap.to === to;
        }
    }

    /** Of the first message with that order or a later one. Mostly the end. */
    #indexOf(order) {
        let [low, high] = [0, this.messages.length];
        if (high === 0 || this.messages[high - 1].order < order) {
            return high;
        }
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.messages[middle].order < order) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
