// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ServerOptions.h"

#include "storage/DataDirectory.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QSettings>
#include <QThread>

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

using Refusal = ServerOptions::Refusal;
using Check = tl::expected<void, QString>;

/// One setting. Its name serves the option, the INI key and, in capitals, the environment variable.
struct Setting {
    QString name;
    QString valueName; ///< empty: a switch
    QString description;
    Check (*apply)(ServerOptions &, const QStringList &values);
    bool repeatable = false;
};

tl::expected<qint64, QString> number(const QString &text, qint64 least, qint64 most)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (!ok || value < least || value > most)
        return tl::unexpected(u"must be a number from %1 to %2, not '%3'"_s.arg(least).arg(most).arg(text));
    return value;
}

template <typename T>
Check setNumber(T &target, const QString &text, qint64 least, qint64 most)
{
    return number(text, least, most).map([&target](qint64 value) { target = T(value); });
}

Check setSwitch(bool &target, const QString &text)
{
    const QString value = text.toLower();
    target = value == "true"_L1 || value == "1"_L1 || value == "yes"_L1 || value == "on"_L1;
    const bool isFalse = value == "false"_L1 || value == "0"_L1 || value == "no"_L1 || value == "off"_L1;
    if (!target && !isFalse)
        return tl::unexpected(u"must be true or false, not '%1'"_s.arg(text));
    return {};
}

Check setHost(ServerOptions &options, const QString &text)
{
    if (text == "localhost"_L1) {
        options.host = QHostAddress(QHostAddress::LocalHost);
        return {};
    }
    if (!options.host.setAddress(text))
        return tl::unexpected(u"must be an IP address or localhost, not '%1'"_s.arg(text));
    return {};
}

Check setExchangeScope(ServerOptions &options, const QString &text)
{
    if (text != "room"_L1 && text != "server"_L1)
        return tl::unexpected(u"must be room or server, not '%1'"_s.arg(text));
    options.exchangesToEveryone = text == "server"_L1;
    return {};
}

Check setMessageEvents(ServerOptions &options, const QStringList &names)
{
    if (names.contains(QString()))
        return tl::unexpected(u"must not be empty"_s);
    options.messageEvents = names;
    return {};
}

Check setStorage(ServerOptions &options, const QString &text)
{
    if (text != "sqlite"_L1 && text != "memory"_L1)
        return tl::unexpected(u"must be sqlite or memory, not '%1'"_s.arg(text));
    options.storage = text == "sqlite"_L1 ? ServerOptions::Storage::Sqlite : ServerOptions::Storage::Memory;
    return {};
}

Check setDataDirectory(ServerOptions &options, const QString &text)
{
    if (text.isEmpty())
        return tl::unexpected(u"must name a directory"_s);
    options.dataDirectory = text;
    return {};
}

Check setDurability(ServerOptions &options, const QString &text)
{
    if (text != "full"_L1 && text != "normal"_L1)
        return tl::unexpected(u"must be full or normal, not '%1'"_s.arg(text));
    options.durability = text == "full"_L1 ? Durability::Full : Durability::Normal;
    return {};
}

Check setCorsOrigins(ServerOptions &options, const QStringList &origins)
{
    for (const QString &origin : origins) {
        if (origin != "*"_L1 && !origin.contains("://"_L1))
            return tl::unexpected(u"must be * or an origin like https://example.org, not '%1'"_s.arg(origin));
        options.corsOrigins.append(origin.toUtf8());
    }
    return {};
}

Check setFiles(QStringList &files, const QStringList &paths)
{
    // An empty variable of the environment must not open the server.
    if (paths.contains(QString()))
        return tl::unexpected(u"must name a file"_s);
    files = paths;
    return {};
}

const QList<Setting> &settings()
{
    static const QList<Setting> all {
        { u"host"_s, u"ADDRESS"_s, u"Listen on this address [127.0.0.1]."_s,
          [](ServerOptions &o, const QStringList &v) { return setHost(o, v.last()); } },
        { u"port"_s, u"N"_s, u"Listen on this port; 0 takes a free one [3000]."_s,
          [](ServerOptions &o, const QStringList &v) { return setNumber(o.port, v.last(), 0, 65535); } },
        { u"data"_s, u"DIR"_s, u"Keep rooms and messages in this directory [parlor, where this user's data is]."_s,
          [](ServerOptions &o, const QStringList &v) { return setDataDirectory(o, v.last()); } },
        { u"storage"_s, u"KIND"_s, u"How they are kept: sqlite, or memory, which ends with the server [sqlite]."_s,
          [](ServerOptions &o, const QStringList &v) { return setStorage(o, v.last()); } },
        { u"durability"_s, u"LEVEL"_s,
          u"What an acknowledged message survives: full, also a loss of power; normal, the end of the server [full]."_s,
          [](ServerOptions &o, const QStringList &v) { return setDurability(o, v.last()); } },
        { u"retain-messages"_s, u"N"_s, u"Keep the newest N messages of each room; 0 for all [0]."_s,
          [](ServerOptions &o, const QStringList &v) {
              return setNumber(o.retention.messages, v.last(), 0, 1'000'000'000'000);
          } },
        { u"retain-days"_s, u"D"_s, u"Keep the messages of the last D days; 0 for all [0]."_s,
          [](ServerOptions &o, const QStringList &v) { return setNumber(o.retention.days, v.last(), 0, 36'500); } },
        { u"io-threads"_s, u"N"_s, u"Threads that serve connections [one for each core]."_s,
          [](ServerOptions &o, const QStringList &v) { return setNumber(o.ioThreads, v.last(), 1, 256); } },
        { u"ping-interval"_s, u"MS"_s, u"How often a connection is asked whether it lives [25000]."_s,
          [](ServerOptions &o, const QStringList &v) {
              return setNumber(o.pingIntervalMs, v.last(), 100, 3'600'000);
          } },
        { u"ping-timeout"_s, u"MS"_s, u"How long it may take to answer [20000]."_s,
          [](ServerOptions &o, const QStringList &v) {
              return setNumber(o.pingTimeoutMs, v.last(), 100, 3'600'000);
          } },
        { u"max-message-bytes"_s, u"N"_s, u"The largest message or request body taken [1000000]."_s,
          [](ServerOptions &o, const QStringList &v) {
              return setNumber(o.maxMessageBytes, v.last(), 1024, 256 * 1024 * 1024);
          } },
        { u"max-pending-bytes"_s, u"N"_s,
          u"What a client may leave unread before it is told to come back later [1048576]."_s,
          [](ServerOptions &o, const QStringList &v) {
              return setNumber(o.maxPendingBytes, v.last(), 64 * 1024, 1024 * 1024 * 1024);
          } },
        { u"exchange-scope"_s, u"SCOPE"_s, u"Who hears a message: its room, or every connection of the server [room]."_s,
          [](ServerOptions &o, const QStringList &v) { return setExchangeScope(o, v.last()); } },
        { u"message-event"_s, u"NAME"_s,
          u"Emit messages under this event name too; {roomId} stands for the room's id. May be repeated."_s,
          setMessageEvents, true },
        { u"allow-anonymous"_s, {}, u"Serve anyone, also on addresses that others can reach."_s,
          [](ServerOptions &o, const QStringList &v) { return setSwitch(o.allowAnonymous, v.last()); } },
        { u"admin-token-file"_s, u"FILE"_s, u"Ask for tokens; whoever has the one in this file is an admin. May be repeated."_s,
          [](ServerOptions &o, const QStringList &v) { return setFiles(o.credentials.adminTokens, v); }, true },
        { u"jwt-secret-file"_s, u"FILE"_s,
          u"Ask for tokens; take those that are signed with the secret in this file (HS256). May be repeated."_s,
          [](ServerOptions &o, const QStringList &v) { return setFiles(o.credentials.jwtSecrets, v); }, true },
        { u"jwt-public-key-file"_s, u"FILE"_s,
          u"Ask for tokens; take those that this public key in PEM verifies (RS256, ES256, EdDSA). May be repeated."_s,
          [](ServerOptions &o, const QStringList &v) { return setFiles(o.credentials.jwtPublicKeys, v); }, true },
        { u"cors-origin"_s, u"ORIGIN"_s,
          u"Let pages of this origin read answers, and connect where a token is needed; * for any where none is. "
          "May be repeated [pages of this machine]."_s,
          setCorsOrigins, true },
        { u"no-web"_s, {}, u"Serve neither the web page at / nor the documentation at /docs."_s,
          [](ServerOptions &o, const QStringList &v) { return setSwitch(o.noWeb, v.last()); } },
    };
    return all;
}

QString environmentName(const Setting &setting)
{
    return "PARLOR_"_L1 + setting.name.toUpper().replace(u'-', u'_');
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"A chat-room server: REST, Socket.IO and plain WebSocket on one port.\n\n"
        "Every option can also be set in the environment (--ping-interval as PARLOR_PING_INTERVAL) or in the file\n"
        "that --config names (ping-interval=25000); an option wins over the environment, and that over the file."_s);
    parser.addOption({ { u"h"_s, u"help"_s }, u"Show this help."_s });
    parser.addOption({ { u"v"_s, u"version"_s }, u"Show the version."_s });
    parser.addOption({ u"config"_s, u"Read settings from this INI file."_s, u"FILE"_s });
    parser.addOption({ u"backup"_s, u"Copy the database to this file, while a server uses it or not, and end."_s, u"FILE"_s });
    parser.addOption({ u"check"_s, u"Look whether the database is sound, and end."_s });
    for (const Setting &setting : settings())
        parser.addOption({ setting.name, setting.description, setting.valueName });
}

/// The values from the INI file, by name; refuses what is no setting.
tl::expected<QHash<QString, QStringList>, Refusal> readFile(const QString &path)
{
    if (!QFileInfo(path).isReadable())
        return tl::unexpected(Refusal { u"cannot read the configuration file '%1'"_s.arg(path) });
    const QSettings file(path, QSettings::IniFormat);
    if (file.status() != QSettings::NoError)
        return tl::unexpected(Refusal { u"'%1' is not a configuration file"_s.arg(path) });
    QHash<QString, QStringList> values;
    for (const QString &key : file.allKeys()) {
        const bool known = std::ranges::any_of(settings(), [&key](const Setting &it) { return it.name == key; });
        if (!known)
            return tl::unexpected(Refusal { u"%1: unknown setting '%2'"_s.arg(path, key) });
        values.insert(key, file.value(key).toStringList());
    }
    return values;
}

/// What would take back what the tokens promise.
tl::expected<void, Refusal> checkSecured(const ServerOptions &options)
{
    if (options.allowAnonymous)
        return tl::unexpected(Refusal { u"--allow-anonymous and files of tokens or keys exclude each other: "
                                        "either anyone may come in, or only who has a token."_s });
    if (options.corsOrigins.contains("*"))
        return tl::unexpected(Refusal { u"--cors-origin * is not for a server that asks for tokens: "
                                        "name the origins whose pages may use it."_s });
    if (options.exchangesToEveryone)
        return tl::unexpected(Refusal { u"--exchange-scope server is not for a server that asks for tokens: "
                                        "everyone would hear rooms that are not theirs."_s });
    return {};
}

/// A server that anyone may use is not to be reachable from elsewhere by accident.
tl::expected<ServerOptions, Refusal> checked(const ServerOptions &options)
{
    if (options.isSecured())
        return checkSecured(options).map([&options] { return options; });
    if (options.host.isLoopback() || options.allowAnonymous)
        return options;
    return tl::unexpected(Refusal {
        u"refusing to listen on %1: anyone who can reach it could read and write every room. "
        "Listen on 127.0.0.1, ask for tokens (--admin-token-file, --jwt-secret-file, --jwt-public-key-file), "
        "or say --allow-anonymous if that is what you want."_s.arg(options.host.toString()) });
}

} // namespace

tl::expected<ServerOptions, ServerOptions::Refusal> ServerOptions::parse(const QStringList &arguments,
                                                                         const QProcessEnvironment &environment)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return tl::unexpected(Refusal { parser.errorText() });
    if (!parser.positionalArguments().isEmpty())
        return tl::unexpected(Refusal { u"unexpected argument '%1'"_s.arg(parser.positionalArguments().first()) });

    QHash<QString, QStringList> fileValues;
    const QString configPath = parser.isSet(u"config"_s) ? parser.value(u"config"_s)
                                                         : environment.value(u"PARLOR_CONFIG"_s);
    if (!configPath.isEmpty()) {
        auto read = readFile(configPath);
        if (!read)
            return tl::unexpected(read.error());
        fileValues = *read;
    }

    ServerOptions options;
    options.ioThreads = std::max(1, QThread::idealThreadCount());
    options.dataDirectory = DataDirectory::standardPath();
    for (const Setting &setting : settings()) {
        const QString variable = environmentName(setting);
        QString source;
        QStringList values;
        if (parser.isSet(setting.name)) {
            source = "--"_L1 + setting.name;
            values = setting.valueName.isEmpty() ? QStringList { u"true"_s } : parser.values(setting.name);
        } else if (environment.contains(variable)) {
            source = variable;
            const QString value = environment.value(variable);
            values = setting.repeatable ? value.split(u',') : QStringList { value };
        } else if (fileValues.contains(setting.name)) {
            source = configPath + ": "_L1 + setting.name;
            values = fileValues.value(setting.name);
        }
        if (values.isEmpty())
            continue;
        if (const Check check = setting.apply(options, values); !check)
            return tl::unexpected(Refusal { source + u' ' + check.error() });
    }
    if (parser.isSet(u"check"_s))
        options.task = Task::Check;
    options.backupFile = parser.value(u"backup"_s);
    if (!options.backupFile.isEmpty())
        options.task = Task::BackUp;
    return options.task == Task::Serve ? checked(options) : options;
}

QString ServerOptions::information(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    parser.parse(arguments);
    if (parser.isSet(u"help"_s))
        return parser.helpText();
    if (parser.isSet(u"version"_s))
        return u"parlor-server "_s + QLatin1StringView(PARLOR_VERSION) + u'\n';
    return {};
}

} // namespace parlor
