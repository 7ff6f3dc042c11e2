// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What is measured. A case has `runs`: by a name, the subject that is loaded and the loads that follow each other on it (a
 * figure that two of them have is the last one's). Its `rows` are what the table shows:
 *   ratio  one run's figure divided by another's of the same round, so that the machine's mood cancels out;
 *   value  a figure of one run, divided by `scale` where there is one.
 * `least` or `most` is the target; a row without one is shown for information.
 */

const CPU_DELIVERIES = { figure: "deliveriesPerCpuSecond", unit: "deliveries per CPU second" };

function ratio(of, to, { figure, unit }, target = {}) {
    return { kind: "ratio", of, to, figure, unit, ...target };
}

function value(of, figure, unit, target = {}) {
    return { kind: "value", of, figure, unit, ...target };
}

function fanout(...options) {
    return ["fanout", ...options.map(String)];
}

/** One room under load, on everything there is to compare with. */
function room(members, window) {
    const load = fanout("--members", members, "--window", window);
    return {
        parlor: { subject: "parlor", loads: [load] },
        memory: { subject: "memory", loads: [load] },
        floor: { subject: "floor", loads: [load] },
        socketIo: { subject: "socketIo", loads: [load] },
    };
}

/** uWebSockets is not on npm. Its share of the floor was measured once, with the same load. */
const UWEBSOCKETS_OF_FLOOR = 0.71;

/** The original answers 4.6 k requests a second where a bare QHttpServer answers 73 k; ten times that is wanted. */
const TEN_ORIGINALS_OF_BARE_HTTP = 10 * 4.6 / 73;

export function cases({ quick }) {
    const seconds = (full, short) => (quick ? short : full);
    const many = quick ? 20_000 : 1_000_000;
    const idle = quick ? 2_000 : 10_000;
    const stored = (messages) => [
        ["posts", "--posts", messages, "--window", "1000", "--seconds", "300"],
        ["posts", "--window", "64"],
        ["history", "--messages", "0", "--limit", "20"],
    ].map((load) => load.map(String));
    const steady = { loads: [fanout("--rate", 50, "--seconds", seconds(60, 5))] };

    return [
        {
            name: "room-1000",
            title: "1 room × 1000, window 1",
            runs: room(1000, 1),
            rows: [
                ratio("parlor", "floor", CPU_DELIVERIES, { least: 0.65 }),
                ratio("parlor", "floor", CPU_DELIVERIES, { least: UWEBSOCKETS_OF_FLOOR, note: "uWebSockets" }),
                ratio("parlor", "socketIo", CPU_DELIVERIES, { least: 1.5 }),
                ratio("memory", "floor", CPU_DELIVERIES, { least: 0.75 }),
            ],
        },
        {
            name: "room-100",
            title: "1 room × 100, window 1",
            runs: room(100, 1),
            rows: [
                ratio("parlor", "floor", CPU_DELIVERIES, { least: 0.75 }),
                ratio("memory", "floor", CPU_DELIVERIES),
                ratio("parlor", "socketIo", CPU_DELIVERIES),
            ],
        },
        {
            name: "window-64",
            title: "1 room × 1000, window 64",
            runs: room(1000, 64),
            rows: [
                ratio("parlor", "floor", CPU_DELIVERIES, { least: 0.6 }),
                ratio("parlor", "socketIo", CPU_DELIVERIES, { least: 40 }),
                ratio("memory", "floor", CPU_DELIVERIES),
            ],
        },
        {
            name: "rooms-1000",
            title: "1000 rooms × 10, 1 publisher each, window 1",
            runs: {
                parlor: { subject: "parlor", loads: [fanout("--rooms", 1000, "--members", 10)] },
                memory: { subject: "memory", loads: [fanout("--rooms", 1000, "--members", 10)] },
                floor: { subject: "floor", loads: [fanout("--rooms", 1000, "--members", 10)] },
                socketIo: { subject: "socketIo", loads: [fanout("--rooms", 1000, "--members", 10)] },
            },
            rows: [
                ratio("parlor", "socketIo", CPU_DELIVERIES, { least: 3 }),
                ratio("memory", "socketIo", CPU_DELIVERIES),
                ratio("floor", "socketIo", CPU_DELIVERIES),
            ],
        },
        {
            name: "idle-beside",
            title: `10 members beside ${idle} idle connections`,
            runs: {
                crowded: { subject: "parlor", loads: [fanout("--members", 10, "--idle", idle)] },
                alone: { subject: "parlor", loads: [fanout("--members", 10)] },
            },
            rows: [ratio("crowded", "alone", CPU_DELIVERIES, { least: 0.9 })],
        },
        {
            name: "idle-memory",
            title: `${idle} idle Socket.IO connections`,
            runs: { parlor: { subject: "parlor", loads: [["idle", "--members", String(idle), "--seconds", "2"]] } },
            rows: [
                value("parlor", "bytesPerConnection", "KiB for each", { most: 8, scale: 1024 }),
                value("parlor", "serverCores", "cores kept busy by them"),
            ],
        },
        {
            name: "history",
            title: "GET of 20 messages, 50 connections",
            runs: {
                parlor: { subject: "parlor", loads: [["history"]] },
                memory: { subject: "memory", loads: [["history"]] },
                bareHttp: { subject: "bareHttp", loads: [["history", "--messages", "0"]] },
            },
            rows: [
                ratio("parlor", "bareHttp", { figure: "requestsPerCpuSecond", unit: "requests per CPU second" },
                    { least: TEN_ORIGINALS_OF_BARE_HTTP, note: "10 × the original" }),
                ratio("memory", "bareHttp", { figure: "requestsPerCpuSecond", unit: "requests per CPU second" }),
            ],
        },
        {
            name: "join",
            title: "2000 participants come into one room",
            runs: { parlor: { subject: "parlor", loads: [["join", "--members", "2000"]] } },
            rows: [
                value("parlor", "answerGrowth", "until all have their answer: cost of one of 2000 in costs of one of 500", { most: 1.5 }),
                value("parlor", "cpuMicrosecondsPerAnswer", "CPU µs for each of 2000"),
                value("parlor", "growth", "until each has heard of each: cost of one of 2000 in costs of one of 500"),
                value("parlor", "cpuMicrosecondsPerJoin", "CPU µs for each of 2000"),
            ],
        },
        {
            name: "stored",
            title: `a room with ${many} messages and one with 1000`,
            needsDisk: true,
            maxRounds: 2,
            runs: {
                large: { subject: "parlor", loads: stored(many) },
                small: { subject: "parlor", loads: stored(1000) },
            },
            rows: [
                ratio("large", "small", { figure: "postsPerCpuSecond", unit: "posts per CPU second" }, { least: 0.85 }),
                ratio("large", "small", { figure: "requestsPerCpuSecond", unit: "newest pages per CPU second" }, { least: 0.85 }),
            ],
        },
        {
            name: "posts",
            title: "acknowledged posts, 50 rooms, window 64",
            runs: {
                parlor: { subject: "parlor", loads: [["posts", "--rooms", "50", "--window", "64"]] },
                memory: { subject: "memory", loads: [["posts", "--rooms", "50", "--window", "64"]] },
            },
            rows: [
                value("parlor", "postsPerSecond", "messages stored a second"),
                ratio("parlor", "memory", { figure: "postsPerSecond", unit: "messages stored a second" }),
            ],
        },
        {
            name: "steady",
            title: `1000 members, 50 messages/s for ${seconds(60, 5)} s`,
            maxRounds: 1,
            runs: {
                parlor: { subject: "parlor", ...steady },
                floor: { subject: "floor", ...steady },
                socketIo: { subject: "socketIo", ...steady },
            },
            rows: [
                ratio("parlor", "socketIo", { figure: "p50Ms", unit: "p50, ms" }),
                ratio("parlor", "socketIo", { figure: "p99Ms", unit: "p99, ms" }, { most: 0.5 }),
                ratio("floor", "socketIo", { figure: "p99Ms", unit: "p99, ms" }),
                ratio("parlor", "socketIo", { figure: "p999Ms", unit: "p99.9, ms" }),
            ],
        },
        {
            name: "day",
            title: `a mixed day: ${quick ? "40 rooms of 2 to 100" : "200 rooms of 2 to 500"}, not pinned`,
            maxRounds: 1,
            isPinned: false,
            runs: {
                parlor: {
                    subject: "parlor",
                    loads: [["day", "--rooms", quick ? "40" : "200", "--members", quick ? "100" : "500", "--slow", "10", "--polling",
                        "100", "--seconds", String(seconds(30, 5))]],
                },
            },
            rows: [
                value("parlor", "faults", "gaps, duplicates, wrong orders, connections lost", { most: 0 }),
                value("parlor", "smallP50Ms", "p50 in small rooms, ms"),
                value("parlor", "smallP99Ms", "p99 in small rooms, ms", { most: 20 }),
                value("parlor", "largeP99Ms", "p99 in large rooms, ms"),
                value("parlor", "memoryGrowth", "memory at its end in memory at its begin", { most: 1.5 }),
                value("parlor", "residentBytesPeak", "MiB of memory, at most", { scale: 2 ** 20 }),
                value("parlor", "pollingJoined", "clients by polling"),
            ],
        },
        {
            name: "threads",
            title: "1000 rooms × 10, two I/O threads against one, not pinned",
            isPinned: false,
            runs: {
                two: { subject: "twoThreads", loads: [fanout("--rooms", 1000, "--members", 10)] },
                one: { subject: "parlor", loads: [fanout("--rooms", 1000, "--members", 10)] },
            },
            rows: [ratio("two", "one", { figure: "deliveriesPerSecond", unit: "deliveries a second" })],
        },
    ];
}
