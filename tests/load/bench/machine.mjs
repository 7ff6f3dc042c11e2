// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";

/** The first line that a program prints; null where there is no such program. */
function ask(program, ...args) {
    try {
        return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim().split("\n")[0];
    } catch {
        return null;
    }
}

/** The version of an installed package; null where it is not. */
function versionOf(name) {
    const file = new URL(`../peers/node_modules/${name}/package.json`, import.meta.url);
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : null;
}

/** What the figures were taken on, and with. */
export function describeMachine(binaries, root) {
    return {
        processor: cpus()[0].model.trim(),
        cores: cpus().length,
        memoryGib: Math.round(totalmem() / 2 ** 30),
        kernel: release(),
        loadBefore: loadavg()[0],
        parlor: ask("git", "-C", root, "describe", "--always", "--dirty", "--tags"),
        builtWith: ask(`${binaries}/parlor-load`, "--version"),
        node: process.version,
        socketIo: versionOf("socket.io"),
    };
}

export function machineText(machine) {
    return [
        `Machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGib} GiB, Linux ${machine.kernel}; load`
            + ` ${machine.loadBefore.toFixed(1)} before and ${machine.loadAfter.toFixed(1)} after.`,
        `Versions: Parlor ${machine.parlor ?? "of unknown commit"}, ${machine.builtWith}; Node.js ${machine.node}, Socket.IO`
            + ` ${machine.socketIo ?? "not installed"}.`,
    ].join("\n");
}
