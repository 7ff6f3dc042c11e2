// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AdminOptions.h"

#include <QCommandLineParser>
#include <QFile>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MostTokenBytes = 64 * 1024;

class Parser : public QCommandLineParser {
public:
    Parser()
    {
        setApplicationDescription(AdminOptions::tr("Watches and runs the rooms of a Parlor chat server."));
        addOption({ u"server"_s, AdminOptions::tr("Connects to the server at this address."), u"URL"_s });
        addOption({ u"token-file"_s, AdminOptions::tr("Reads the token for it from the first line of this file."),
                    u"FILE"_s });
        addHelpOption();
        addVersionOption();
    }
};

tl::expected<QString, QString> readToken(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(AdminOptions::tr("The token file cannot be read: %1").arg(file.errorString()));
    const QString token = QString::fromUtf8(file.readLine(MostTokenBytes)).trimmed();
    if (token.isEmpty())
        return tl::unexpected(AdminOptions::tr("There is no token in the first line of %1.").arg(path));
    return token;
}

} // namespace

tl::expected<AdminOptions, QString> AdminOptions::parse(const QStringList &arguments)
{
    Parser parser;
    if (!parser.parse(arguments))
        return tl::unexpected(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return tl::unexpected(tr("There is no argument called %1.").arg(parser.positionalArguments().first()));

    QString token;
    if (parser.isSet(u"token-file"_s)) {
        if (!parser.isSet(u"server"_s))
            return tl::unexpected(tr("--token-file says how to open a server; --server must say which one."));
        const auto read = readToken(parser.value(u"token-file"_s));
        if (!read)
            return tl::unexpected(read.error());
        token = *read;
    }
    AdminOptions options;
    if (parser.isSet(u"server"_s)) {
        const auto address = ServerAddress::parse(parser.value(u"server"_s), token);
        if (!address)
            return tl::unexpected(address.error());
        options.server = *address;
    }
    return options;
}

QString AdminOptions::information(const QStringList &arguments)
{
    Parser parser;
    parser.parse(arguments);
    if (parser.isSet(u"help"_s) || parser.isSet(u"help-all"_s))
        return parser.helpText();
    if (parser.isSet(u"version"_s))
        return u"parlor-admin " PARLOR_VERSION "\n"_s;
    return {};
}

} // namespace parlor::admin
