// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { cases } from "./cases.mjs";
import { describeMachine, machineText } from "./machine.mjs";
import { killAll, load, Server } from "./Program.mjs";
import { subjects } from "./subjects.mjs";
import { evaluate, renderTable } from "./table.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PATIENCE_MS = 400_000;
/** What no load may find, whatever it measures. */
const FAULTS = ["gaps", "duplicates", "outOfOrder", "unheard", "failed", "otherEnded", "pollingGaps", "pollingDuplicates", "refused"];

const { values: options } = parseArgs({
    options: {
        binaries: { type: "string", default: join(ROOT, "build/release/bin") },
        case: { type: "string", multiple: true, default: [] },
        json: { type: "string" },
        list: { type: "boolean", default: false },
        quick: { type: "boolean", default: false },
        rounds: { type: "string" },
    },
});

function chooseCases() {
    const all = cases(options);
    const unknown = options.case.find((name) => !all.some((it) => it.name === name));
    if (unknown !== undefined) {
        throw new Error(`there is no case '${unknown}'; --list lists them`);
    }
    return options.case.length ? all.filter((it) => options.case.includes(it.name)) : all;
}

function chooseRounds() {
    const rounds = Number(options.rounds ?? (options.quick ? 1 : 3));
    if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) {
        throw new Error("--rounds must be a number from 1 to 100");
    }
    return rounds;
}

function say(text) {
    process.stderr.write(`${text}\n`);
}

/** One subject, started anew, under its loads: their figures together. */
async function measure(subject, loads, isPinned) {
    const canPin = isPinned && cpus().length > 1;
    const server = await Server.start(subject.command, canPin ? "0" : undefined);
    try {
        const figures = {};
        for (const args of loads) {
            const times = options.quick ? ["--warmup", "0.5", "--seconds", "1"] : [];
            const common = ["--port", server.port, "--pid", String(server.pid), "--protocol", subject.protocol ?? "eio4"];
            // What the case itself says comes last and wins.
            const [name, ...own] = args;
            Object.assign(figures, await load(join(options.binaries, "parlor-load"), [name, ...times, ...common, ...own],
                canPin ? "1" : undefined, PATIENCE_MS));
        }
        figures.faults = FAULTS.reduce((sum, fault) => sum + (figures[fault] ?? 0), 0);
        return figures;
    } finally {
        await server.stop();
    }
}

/** A case without what this server cannot show: where it keeps everything in memory, that is measured once. */
function possible(it, programs) {
    const runs = Object.entries(it.runs).filter(([, { subject }]) => programs.parlor.isDurable || subject !== "memory");
    const names = runs.map(([name]) => name);
    const rows = it.rows.filter(({ of, to }) => names.includes(of) && (to === undefined || names.includes(to)));
    return { ...it, runs: Object.fromEntries(runs), rows };
}

/** The subjects of a case in turn, and all of that again for each round. */
async function runCase(it, programs, rounds) {
    const figures = Object.fromEntries(Object.keys(it.runs).map((name) => [name, []]));
    for (let round = 1; round <= Math.min(rounds, it.maxRounds ?? rounds); ++round) {
        for (const [name, { subject, loads }] of Object.entries(it.runs)) {
            say(`${it.name}: ${programs[subject].name}, round ${round}`);
            figures[name].push(await measure(programs[subject], loads, it.isPinned ?? true));
        }
    }
    const names = Object.fromEntries(Object.entries(it.runs).map(([name, { subject }]) => [name, programs[subject].name]));
    const results = it.rows.map((row) => evaluate(row, figures)).filter((result) => result !== undefined)
        .map((result) => ({ case: it.name, title: it.title, names, ...result }));
    return { figures, results };
}

async function main() {
    const chosen = chooseCases();
    if (options.list) {
        chosen.forEach(({ name, title }) => console.log(`${name.padEnd(14)}${title}`));
        return true;
    }
    const rounds = chooseRounds();
    const programs = subjects(options.binaries);
    const machine = describeMachine(options.binaries, ROOT);
    const results = [];
    const figures = {};
    for (const it of chosen) {
        if (it.needsDisk && !programs.parlor.isDurable) {
            say(`${it.name}: left out, this server keeps nothing on disk`);
            continue;
        }
        const outcome = await runCase(possible(it, programs), programs, rounds);
        results.push(...outcome.results);
        figures[it.name] = outcome.figures;
    }
    machine.loadAfter = loadavg()[0];

    const faults = Object.values(figures).flatMap((it) => Object.values(it).flat()).reduce((sum, it) => sum + it.faults, 0);
    console.log(`${renderTable(results)}\n\n${machineText(machine)}`);
    console.log(`Gaps, duplicates, wrong orders and lost connections in all runs: ${faults}.`);
    if (options.json) {
        writeFileSync(options.json, `${JSON.stringify({ machine, rounds, faults, results, figures }, null, 2)}\n`);
    }
    return faults === 0 && results.every(({ isMet }) => isMet !== false);
}

for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
        killAll();
        process.exit(130);
    });
}

try {
    process.exitCode = await main() ? 0 : 1;
} catch (error) {
    killAll();
    say(error.message);
    process.exitCode = 2;
}
