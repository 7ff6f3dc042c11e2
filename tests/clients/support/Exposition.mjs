// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/gy;
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`);

function labelsOf(text) {
    const labels = {};
    LABEL.lastIndex = 0;
    let end = 0;
    for (let match = LABEL.exec(text); match; match = LABEL.exec(text)) {
        assert.ok(!(match[1] in labels), `${match[1]} twice in ${text}`);
        labels[match[1]] = match[2];
        end = LABEL.lastIndex;
    }
    assert.equal(end, text.length, `labels: ${text}`);
    return labels;
}

const numberOf = (text) => (text === "+Inf" ? Infinity : Number(text));

/**
 * What GET /metrics gave, read as strictly as Prometheus' own check does (text format 0.0.4): each family is described once, before its
 * samples, named after what it is, and in order.
 */
export class Exposition {
    /** By name: `{type, help, samples: [{name, labels, value}]}`. */
    families = new Map();

    constructor(text) {
        assert.ok(text.endsWith("\n"), "the last line ends");
        let family;
        for (const line of text.slice(0, -1).split("\n")) {
            const described = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`).exec(line);
            if (described) {
                family = this.#describe(...described.slice(1));
            } else {
                this.#add(family, line);
            }
        }
        this.families.forEach((it, name) => this.#check(name, it));
    }

    #describe(what, name, text) {
        if (what === "HELP") {
            assert.ok(!this.families.has(name), `${name} twice`);
            this.families.set(name, { help: text, samples: [] });
        } else {
            assert.ok(["counter", "gauge", "histogram"].includes(text), `${name} is a ${text}`);
            this.families.get(name).type = text;
        }
        return name;
    }

    #add(familyName, line) {
        const match = SAMPLE.exec(line);
        assert.ok(match, `no sample: ${line}`);
        const [, name, labels = "", value] = match;
        assert.ok(!Number.isNaN(numberOf(value)), line);
        const { type, samples } = this.families.get(familyName);
        const names = type === "histogram" ? ["_bucket", "_sum", "_count"].map((it) => familyName + it) : [familyName];
        assert.ok(names.includes(name), `${name} among ${familyName}`);
        assert.ok(!samples.some((it) => it.line === line.slice(0, line.lastIndexOf(" "))), `twice: ${line}`);
        samples.push({ line: line.slice(0, line.lastIndexOf(" ")), name, labels: labelsOf(labels), value: numberOf(value) });
    }

    #check(name, { type, help, samples }) {
        assert.ok(type && samples.length > 0, name);
        assert.match(help, /^[A-Z0-9].*\.$/, name);
        assert.equal(name.endsWith("_total"), type === "counter", name);
        assert.doesNotMatch(name, /_(ms|milliseconds|minutes|kilobytes|count|sum|bucket)$/, name);
        if (type === "counter") {
            samples.forEach((it) => assert.ok(it.value >= 0, name));
        } else if (type === "histogram") {
            this.#checkHistogram(name, samples);
        }
    }

    #checkHistogram(name, samples) {
        const keyOf = ({ le, ...labels }) => JSON.stringify(labels);
        for (const key of new Set(samples.map((it) => keyOf(it.labels)))) {
            const own = samples.filter((it) => keyOf(it.labels) === key);
            const buckets = own.filter((it) => it.name.endsWith("_bucket"));
            const bounds = buckets.map((it) => numberOf(it.labels.le));
            assert.equal(bounds.at(-1), Infinity, name);
            for (let i = 1; i < buckets.length; ++i) {
                assert.ok(bounds[i] > bounds[i - 1] && buckets[i].value >= buckets[i - 1].value, name);
            }
            const [count, sum] = ["_count", "_sum"].map((it) => own.find((sample) => sample.name === name + it));
            assert.equal(count.value, buckets.at(-1).value, name);
            assert.ok(sum.value >= 0, name);
        }
    }

    /** The value of the one sample with that name and, among others, those labels. */
    value(name, labels = {}) {
        const found = [...this.families.values()].flatMap((it) => it.samples)
            .filter((it) => it.name === name && Object.entries(labels).every(([key, value]) => it.labels[key] === value));
        assert.equal(found.length, 1, `${found.length} of ${name} ${JSON.stringify(labels)}`);
        return found[0].value;
    }
}
