// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
export function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Three digits that count, thousands as k and millions as M. */
export function short(number) {
    for (const [unit, size] of [["M", 1e6], ["k", 1e3]]) {
        if (Math.abs(number) >= size) {
            return `${Number((number / size).toPrecision(3))} ${unit}`;
        }
    }
    return `${Number(number.toPrecision(3))}`;
}

function spread(values) {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return values.length > 1 ? `${short(median(values))} (${short(least)} – ${short(most)})` : short(values[0]);
}

/**
 * What one row of a case comes to: `values`, one for each round, their `median`, and `isMet` where there is a target.
 * `figures` has, by the run's name, each round's figures. Undefined where a figure is missing.
 */
export function evaluate(row, figures) {
    const of = figures[row.of].map((it) => it[row.figure]);
    const to = row.kind === "ratio" ? figures[row.to].map((it) => it[row.figure]) : undefined;
    const values = of.map((it, round) => it / (to ? to[round] : row.scale ?? 1));
    if (!values.every(Number.isFinite)) {
        return undefined;
    }
    const middle = median(values);
    const isMet = row.least !== undefined ? middle >= row.least : row.most !== undefined ? middle <= row.most : undefined;
    return { ...row, values, median: middle, isMet, own: median(of), other: to && median(to) };
}

function target({ least, most, note }) {
    const text = least !== undefined ? `≥ ${short(least)}` : most !== undefined ? `≤ ${short(most)}` : "";
    return note ? `${text} (${note})` : text;
}

function cells(result, names) {
    const verdict = result.isMet === undefined ? "" : result.isMet ? "met" : "**not met**";
    const isRatio = result.kind === "ratio";
    return [
        result.title,
        result.unit,
        isRatio ? `${names[result.of]}: ${short(result.own)}` : names[result.of],
        isRatio ? `${names[result.to]}: ${short(result.other)}` : "",
        spread(result.values),
        target(result),
        verdict,
    ];
}

/** A table in Markdown, aligned so that it reads in a terminal, too. A title is said once. */
export function renderTable(results) {
    const heads = ["case", "figure", "measured", "compared with", "median (spread)", "target", "verdict"];
    const body = results.map((it) => cells(it, it.names));
    const rows = [heads, ...body.map((row, i) => (i > 0 && row[0] === body[i - 1][0] ? ["", ...row.slice(1)] : row))];
    const widths = heads.map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
    const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
    const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
    return [line(rows[0]), rule, ...rows.slice(1).map(line)].join("\n");
}
