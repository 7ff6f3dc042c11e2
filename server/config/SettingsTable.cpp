// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/SettingsTable.h"

#include "config/ShellCompletion.h"
#include "log/Log.h"
#include "protocol/EventNames.h"

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

using enum Setting::Group;
using enum Setting::Applies;
using namespace setting;

constexpr qint64 KiB = 1024;
constexpr qint64 GiB = 1024 * 1024 * KiB;
constexpr qint64 Hour = 3'600'000;
constexpr qint64 Many = 1'000'000'000;
constexpr qint64 Often = 1'000'000;
/// Qt's parser takes 1024, of which frames need some.
constexpr qint64 MostNested = 512;

QString mistakeInEvent(const QString &name)
{
    if (name.isEmpty())
        return u"must not be empty"_s;
    return events::isFree(name) ? QString() : u"must be a name that has no other meaning, not '%1'"_s.arg(name);
}

/// What is said twice counts once: a message goes out once under each name.
SettingKind eventNames()
{
    SettingKind kind = texts(&ServerOptions::messageEvents, mistakeInEvent);
    kind.set = [set = kind.set](ServerOptions &options, const QStringList &values) {
        QStringList distinct = values;
        distinct.removeDuplicates();
        return set(options, distinct);
    };
    return kind;
}

// A row for each, in the order of their groups: see "Settings" in CONTRIBUTING.md.
QList<Setting> makeTable()
{
    using O = ServerOptions;
    const auto limit = [](auto field) { return member(&O::limits, field); };
    return {
        { u"host"_s, Network, u"ADDRESS"_s, address(&O::host), AtStart,
          u"Listen on this address."_s },
        { u"port"_s, Network, u"N"_s, number(&O::port, 0, 65535), AtStart,
          u"Listen on this port; 0 takes a free one."_s },
        { u"io-threads"_s, Network, u"N"_s, number(&O::ioThreads, 1, 256), AtStart,
          u"Threads that serve connections."_s, u"one for each core"_s },
        { u"ping-interval"_s, Network, u"MS"_s, number(&O::pingIntervalMs, 100, Hour), AtStart,
          u"How often a connection is asked whether it lives."_s },
        { u"ping-timeout"_s, Network, u"MS"_s, number(&O::pingTimeoutMs, 100, Hour), AtStart,
          u"How long it may take to answer."_s },
        { u"drain-timeout"_s, Network, u"MS"_s, number(&O::drainTimeoutMs, 0, Hour), OnReload,
          u"How long a server that stops lets clients read what is theirs."_s },

        { u"data"_s, Storage, u"DIR"_s, directory(&O::dataDirectory), AtStart,
          u"Keep rooms and messages in this directory; made where there is none."_s, u"parlor, where this user's data is"_s },
        { u"storage"_s, Storage, u"KIND"_s,
          choice(&O::storage, { std::pair(u"sqlite"_s, O::Storage::Sqlite), { u"memory"_s, O::Storage::Memory } }), AtStart,
          u"How they are kept: sqlite, or memory, which ends with the server."_s },
        { u"durability"_s, Storage, u"LEVEL"_s,
          choice(&O::durability, { std::pair(u"full"_s, Durability::Full), { u"normal"_s, Durability::Normal } }), AtStart,
          u"What an acknowledged message survives: full, also a loss of power; normal, the end of the server."_s },
        { u"retain-messages"_s, Storage, u"N"_s, number(member(&O::retention, &Retention::messages), 0, 1'000'000'000'000), AtStart,
          u"Keep the newest N messages of each room; 0 for all."_s },
        { u"retain-days"_s, Storage, u"D"_s, number(member(&O::retention, &Retention::days), 0, 36'500), AtStart,
          u"Keep the messages of the last D days; 0 for all."_s },
        { u"retain-audit-days"_s, Storage, u"D"_s, number(member(&O::retention, &Retention::auditDays), 0, 36'500), AtStart,
          u"Keep what admins did in the last D days; 0 for all."_s },

        { u"max-message-bytes"_s, Limits, u"N"_s, number(&O::maxMessageBytes, KiB, GiB / 4), AtStart,
          u"The largest message or request body taken."_s },
        { u"max-pending-bytes"_s, Limits, u"N"_s, number(&O::maxPendingBytes, 64 * KiB, GiB), AtStart,
          u"What a client may leave unread before it is told to come back later."_s },
        { u"max-connections"_s, Limits, u"N"_s, number(limit(&ServerLimits::connections), 0, Many), OnReload,
          u"Open connections in all; 0 for as many as the system has descriptors for."_s },
        { u"max-connections-per-address"_s, Limits, u"N"_s, number(limit(&ServerLimits::connectionsPerAddress), 0, Many), OnReload,
          u"Open connections of one address, or one /64 network of IPv6; 0 for any number."_s },
        { u"max-head-bytes"_s, Limits, u"N"_s, number(limit(&ServerLimits::headBytes), KiB, 64 * KiB), AtStart,
          u"The largest head of a request taken."_s },
        { u"head-timeout"_s, Limits, u"MS"_s, number(limit(&ServerLimits::headTimeoutMs), 100, Hour), AtStart,
          u"How long a connection may take until its first head is there."_s },
        { u"request-timeout"_s, Limits, u"MS"_s, number(limit(&ServerLimits::requestTimeoutMs), 100, Hour), AtStart,
          u"How long a request may take from its first byte to its last."_s },
        { u"post-rate"_s, Limits, u"N"_s, number(limit(&ServerLimits::postsPerSecond), 0, Often), OnReload,
          u"Messages a second of one connection, twice as many at once; 0 for any number."_s },
        { u"user-post-rate"_s, Limits, u"N"_s, number(limit(&ServerLimits::userPostsPerSecond), 0, Often), OnReload,
          u"The same of one user; where nobody is asked for a token, of one address."_s },
        { u"join-rate"_s, Limits, u"N"_s, number(limit(&ServerLimits::joinsPerSecond), 0, Often), OnReload,
          u"Joins a second of one connection, twice as many at once; 0 for any number."_s },
        { u"max-rooms-per-creator"_s, Limits, u"N"_s, number(limit(&ServerLimits::roomsPerCreator), 0, Many), OnReload,
          u"Open rooms that one user may have created; 0 for any number."_s },
        { u"max-participants"_s, Limits, u"N"_s, number(limit(&ServerLimits::participantsPerRoom), 0, Many), OnReload,
          u"Participants of one room; 0 for any number."_s },
        { u"max-extras-bytes"_s, Limits, u"N"_s, number(limit(&ServerLimits::extrasBytes), 0, GiB / 4), AtStart,
          u"What the extra fields of a message or a participant may take as JSON."_s },
        { u"max-extras-depth"_s, Limits, u"N"_s, number(limit(&ServerLimits::extrasDepth), 0, MostNested), AtStart,
          u"How deep they may be nested."_s },
        { u"max-json-depth"_s, Limits, u"N"_s, number(limit(&ServerLimits::jsonDepth), 4, MostNested), AtStart,
          u"How deep the JSON of a frame or a body may be nested."_s },
        { u"limit-loopback"_s, Limits, {}, onOff(limit(&ServerLimits::holdForLoopback)), AtStart,
          u"Hold clients of this machine, such as a proxy, to rates and to limits of addresses, users and creators, too."_s },

        { u"exchange-scope"_s, Messages, u"SCOPE"_s,
          choice(&O::exchangesToEveryone, { std::pair(u"room"_s, false), { u"server"_s, true } }), AtStart,
          u"Who hears a message: its room, or every connection of the server."_s },
        { u"message-event"_s, Messages, u"NAME"_s, eventNames(), AtStart,
          u"Emit messages under this event name too; {roomId} stands for the room's id. Left out where that makes another event's name."_s },

        { u"allow-anonymous"_s, Access, {}, onOff(&O::allowAnonymous), AtStart,
          u"Serve anyone, also on addresses that others can reach."_s },
        { u"admin-token-file"_s, Access, u"FILE"_s, files(member(&O::credentials, &CredentialFiles::adminTokens)), OnReload,
          u"Ask for tokens; whoever has the one in this file is an admin."_s },
        { u"jwt-secret-file"_s, Access, u"FILE"_s, files(member(&O::credentials, &CredentialFiles::jwtSecrets)), OnReload,
          u"Ask for tokens; take those that are signed with the secret in this file (HS256)."_s },
        { u"jwt-public-key-file"_s, Access, u"FILE"_s, files(member(&O::credentials, &CredentialFiles::jwtPublicKeys)), OnReload,
          u"Ask for tokens; take those that this public key in PEM verifies (RS256, ES256, EdDSA)."_s },
        { u"tls-cert"_s, Access, u"FILE"_s, file(member(&O::tls, &TlsFiles::certificate)), AtStart,
          u"Speak TLS, with the certificate in this file, in PEM, and those that lead to its authority behind it; needs --tls-key."_s },
        { u"tls-key"_s, Access, u"FILE"_s, file(member(&O::tls, &TlsFiles::key)), AtStart,
          u"The private key of that certificate, in PEM, without a password."_s },
        { u"cors-origin"_s, Access, u"ORIGIN"_s, origins(&O::corsOrigins), OnReload,
          u"Let pages of this origin read answers, and connect where a token is needed; * for any where none is."_s,
          u"pages of this machine"_s },

        { u"no-web"_s, Web, {}, onOff(&O::noWeb), AtStart,
          u"Serve neither the web page at / nor the documentation at /docs."_s },

        { u"log-format"_s, Logging, u"FORMAT"_s,
          choice(member(&O::log, &LogSettings::format), { std::pair(u"text"_s, LogFormat::Text), { u"json"_s, LogFormat::Json } }),
          OnReload, u"How lines of the log look, on standard error: text, or json, an object a line."_s },
        { u"log-level"_s, Logging, u"LEVEL"_s,
          choice(member(&O::log, &LogSettings::level),
                 { std::pair(u"debug"_s, LogLevel::Debug), { u"info"_s, LogLevel::Info },
                   { u"warning"_s, LogLevel::Warning }, { u"error"_s, LogLevel::Error } }),
          OnReload, u"What is logged: this and what weighs more; debug has a line for each connection and each request."_s },
        { u"log-rule"_s, Logging, u"CATEGORY=LEVEL"_s, texts(member(&O::log, &LogSettings::rules), Log::mistakeIn), OnReload,
          u"Another level for what is about one thing, e.g. parlor.http=debug."_s },
    };
}

} // namespace

QString Setting::option() const
{
    return "--"_L1 + name;
}

QString Setting::variable() const
{
    return "PARLOR_"_L1 + name.toUpper().replace(u'-', u'_');
}

QString Setting::defaultText() const
{
    return defaultWords.isEmpty() ? kind.get(ServerOptions()).join(u", "_s) : defaultWords;
}

const QList<Setting> &Setting::all()
{
    static const QList<Setting> table = makeTable();
    return table;
}

const Setting *Setting::find(const QString &name)
{
    const auto it = std::ranges::find(all(), name, &Setting::name);
    return it == all().end() ? nullptr : &*it;
}

QString Setting::title(Group group)
{
    switch (group) {
    case Network:
        return u"Network"_s;
    case Storage:
        return u"Storage"_s;
    case Limits:
        return u"Limits"_s;
    case Messages:
        return u"Messages"_s;
    case Access:
        return u"Access"_s;
    case Web:
        return u"Web page"_s;
    case Logging:
        return u"Log"_s;
    }
    Q_UNREACHABLE();
}

const QList<Command> &Command::all()
{
    using enum SettingKind::Names;
    static const QList<Command> table {
        { u"config"_s, u"FILE"_s, u"Read settings from this INI file."_s, File },
        { u"check-config"_s, {}, u"Say what is wrong with the settings, or ok, and end."_s },
        { u"print-config"_s, {}, u"Print every setting and where it comes from, as an INI file, and end."_s },
        { u"print-sample"_s, {}, u"Print a commented INI file, and end."_s },
        { u"print-man"_s, {}, u"Print the manual page, and end."_s },
        { u"print-completion"_s, u"SHELL"_s, u"Print what completes these options in a shell, and end."_s, Nothing,
          ShellCompletion::shells() },
        { u"backup"_s, u"FILE"_s, u"Copy the database to this file, while a server uses it or not, and end."_s, File },
        { u"check"_s, {}, u"Look whether the database is sound, and end."_s },
        { u"help"_s, {}, u"Show this help, and end."_s },
        { u"version"_s, {}, u"Show the version, and end."_s },
    };
    return table;
}

} // namespace parlor
