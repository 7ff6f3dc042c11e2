// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { evaluate, median, renderTable } from "./table.mjs";

const MAIN = fileURLToPath(new URL("main.mjs", import.meta.url));

const row = { kind: "ratio", of: "ours", to: "theirs", figure: "speed", unit: "things a second", least: 0.5 };
const figures = (ours, theirs) => ({ ours: ours.map((speed) => ({ speed })), theirs: theirs.map((speed) => ({ speed })) });

test("a median is the middle, or between the two in the middle", () => {
    assert.equal(median([9, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 9]), 3);
});

test("a ratio is taken within each round", () => {
    // The machine was ten times slower in the second round.
    const { values, isMet } = evaluate(row, figures([60, 6, 50], [100, 10, 100]));
    assert.deepEqual(values, [0.6, 0.6, 0.5]);
    assert.equal(isMet, true);
});

test("a target is judged by the median", () => {
    assert.equal(evaluate(row, figures([40, 49, 90], [100, 100, 100])).isMet, false);
    assert.equal(evaluate({ ...row, least: undefined, most: 0.5 }, figures([40, 49, 90], [100, 100, 100])).isMet, true);
    assert.equal(evaluate({ ...row, least: undefined }, figures([1], [1])).isMet, undefined);
});

test("a figure that a run does not have is no row", () => {
    assert.equal(evaluate(row, figures([1], [undefined])), undefined);
});

test("the table says what was missed", () => {
    const result = { title: "a case", names: { ours: "we", theirs: "they" }, ...evaluate(row, figures([2_500, 100], [10_000, 1_000])) };
    const table = renderTable([result]);
    assert.match(table, /we: 1.3 k +\| they: 5.5 k +\| 0.175 \(0.1 – 0.25\) +\| ≥ 0.5 +\| \*\*not met\*\* \|/);
});

test("a run measures, stops its server and leaves nothing behind", (t) => {
    const directory = mkdtempSync(join(tmpdir(), "parlor-bench-test-"));
    t.after(() => rmSync(directory, { recursive: true }));
    const json = join(directory, "figures.json");
    const { status, stdout } = spawnSync(process.execPath,
        [MAIN, "--quick", "--case", "idle-memory", "--json", json, "--binaries", process.env.PARLOR_BINARIES],
        { encoding: "utf8", env: { ...process.env, TMPDIR: directory } });
    assert.ok(status === 0 || status === 1, `exit code ${status}`);
    assert.match(stdout, /KiB for each/);
    const { faults, figures: { "idle-memory": { parlor } } } = JSON.parse(readFileSync(json, "utf8"));
    assert.equal(faults, 0);
    assert.equal(parlor[0].failed, 0);
    assert.deepEqual(readdirSync(directory), ["figures.json"]);
});

test("a case that does not exist is refused", () => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, "--case", "none"], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /there is no case 'none'/);
});
