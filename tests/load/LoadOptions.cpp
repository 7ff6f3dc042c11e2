// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "LoadOptions.h"

#include <QCommandLineParser>
#include <QHash>

#include <array>

namespace parlor::load {

using namespace Qt::StringLiterals;

namespace {

/// One option with a number.
struct Number {
    QString name;
    QString description;
    void (*set)(LoadOptions &, double);
};

const QList<Number> &numbers()
{
    static const QList<Number> all {
        { u"port"_s, u"Where the server listens [3000]."_s,
          [](LoadOptions &o, double v) { o.endpoint.port = quint16(v); } },
        { u"pid"_s, u"The server's process: says its memory and its time on the CPU, too."_s,
          [](LoadOptions &o, double v) { o.processId = qint64(v); } },
        { u"rooms"_s, u"fanout, posts, day: how many rooms [1]."_s,
          [](LoadOptions &o, double v) { o.rooms = int(v); } },
        { u"members"_s, u"fanout: in each room; idle, join: in all; day: in the largest room [1000]."_s,
          [](LoadOptions &o, double v) { o.members = int(v); } },
        { u"publishers"_s, u"fanout, posts: how many of a room's members post [1]."_s,
          [](LoadOptions &o, double v) { o.publishers = int(v); } },
        { u"window"_s, u"fanout, posts: messages in flight for each of them [1]."_s,
          [](LoadOptions &o, double v) { o.window = int(v); } },
        { u"rate"_s,
          u"fanout: messages a second in all, instead of a window; latency counts from when they were due."_s,
          [](LoadOptions &o, double v) { o.rate = v; } },
        { u"idle"_s, u"fanout: connections beside, which only stay open [0]."_s,
          [](LoadOptions &o, double v) { o.idle = int(v); } },
        { u"posts"_s, u"fanout, posts: end after so many messages instead of after a time."_s,
          [](LoadOptions &o, double v) { o.posts = qint64(v); } },
        { u"content"_s, u"Bytes of a message's content [64]."_s,
          [](LoadOptions &o, double v) { o.contentBytes = int(v); } },
        { u"connections"_s, u"history: how many ask at a time [50]."_s,
          [](LoadOptions &o, double v) { o.connections = int(v); } },
        { u"messages"_s, u"history: post so many first; 0 where the room is there [20]."_s,
          [](LoadOptions &o, double v) { o.messages = int(v); } },
        { u"limit"_s, u"history: ask for the newest so many instead of for what comes."_s,
          [](LoadOptions &o, double v) { o.limit = int(v); } },
        { u"slow"_s, u"day: how many do not read [10]."_s, [](LoadOptions &o, double v) { o.slow = int(v); } },
        { u"polling"_s, u"day: how many come by HTTP polling, where the server has it [100]."_s,
          [](LoadOptions &o, double v) { o.polling = int(v); } },
        { u"churn"_s, u"day: how many leave each second, and come back [100]."_s,
          [](LoadOptions &o, double v) { o.churn = v; } },
        { u"warmup"_s, u"Seconds before the measured ones [1]."_s, [](LoadOptions &o, double v) { o.warmup = v; } },
        { u"seconds"_s, u"Seconds to measure [4]."_s, [](LoadOptions &o, double v) { o.seconds = v; } },
    };
    return all;
}

const QHash<QString, Protocol> &protocols()
{
    static const QHash<QString, Protocol> all { { u"eio4"_s, Protocol::EngineIo4 },
                                                { u"eio3"_s, Protocol::EngineIo3 },
                                                { u"ws"_s, Protocol::Plain },
                                                { u"floor"_s, Protocol::Floor } };
    return all;
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"Loads a chat server and prints what it measured as one JSON object.\n\n"
        "  fanout   members of rooms hear what publishers post\n"
        "  idle     connections that only stay open\n"
        "  join     many participants come into one room at once; a quarter, a half, and all of them\n"
        "  posts    acknowledged posts: how many are stored a second\n"
        "  history  GET of a room's messages on connections that are kept\n"
        "  day      rooms of all sizes, people who come and go, and some who do not read"_s);
    parser.addPositionalArgument(u"case"_s, u"One of the above."_s);
    parser.addOption({ { u"h"_s, u"help"_s }, u"Show this help."_s });
    parser.addOption({ { u"v"_s, u"version"_s }, u"Show the version, and what it was built with."_s });
    parser.addOption({ u"host"_s, u"The server's IPv4 address [127.0.0.1]."_s, u"ADDRESS"_s });
    parser.addOption({ u"protocol"_s, u"eio4, eio3, ws, or floor for parlor-floor [eio4]."_s, u"NAME"_s });
    parser.addOption({ u"observe"_s, u"fanout: those who do not post observe, so that nobody is told of them."_s });
    parser.addOption({ u"prefix"_s, u"How the names of rooms begin [load]."_s, u"TEXT"_s });
    for (const Number &number : numbers())
        parser.addOption({ number.name, number.description, u"N"_s });
}

} // namespace

tl::expected<LoadOptions, QString> LoadOptions::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return tl::unexpected(parser.errorText());
    if (parser.positionalArguments().size() != 1)
        return tl::unexpected(u"one case is to be named"_s);

    LoadOptions options;
    options.caseName = parser.positionalArguments().first();
    if (parser.isSet(u"host"_s))
        options.endpoint.host = parser.value(u"host"_s).toLatin1();
    options.observe = parser.isSet(u"observe"_s);
    if (parser.isSet(u"prefix"_s))
        options.prefix = parser.value(u"prefix"_s).toUtf8();
    if (parser.isSet(u"protocol"_s)) {
        const auto protocol = protocols().constFind(parser.value(u"protocol"_s));
        if (protocol == protocols().constEnd())
            return tl::unexpected(u"--protocol must be eio4, eio3, ws or floor"_s);
        options.protocol = *protocol;
    }
    for (const Number &number : numbers()) {
        if (!parser.isSet(number.name))
            continue;
        bool ok = false;
        const double value = parser.value(number.name).toDouble(&ok);
        if (!ok || !(value >= 0 && value <= 1e9))
            return tl::unexpected(u"--%1 must be a number from 0 to 1000000000"_s.arg(number.name));
        number.set(options, value);
    }
    return options;
}

QString LoadOptions::information(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    parser.parse(arguments);
    if (parser.isSet(u"help"_s))
        return parser.helpText();
    if (parser.isSet(u"version"_s)) {
        return u"parlor-load %1, Qt %2, %3\n"_s.arg(QLatin1StringView(PARLOR_VERSION), QLatin1StringView(qVersion()),
                                                    QLatin1StringView(PARLOR_COMPILER));
    }
    return {};
}

} // namespace parlor::load
