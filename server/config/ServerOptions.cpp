// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/ServerOptions.h"

#include "config/ManualPage.h"
#include "config/SettingSources.h"
#include "config/SettingsHelp.h"
#include "config/SettingsIni.h"
#include "config/ShellCompletion.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

using Refusal = ServerOptions::Refusal;

/// One is of no use without the other, and a server that was meant to speak TLS is not to speak in the clear.
tl::expected<void, Refusal> checkTls(const ServerOptions &options)
{
    if (options.tls.certificate.isEmpty() != options.tls.key.isEmpty())
        return tl::unexpected(Refusal { u"--tls-cert and --tls-key go together: a certificate, and the key that belongs to it."_s });
    return {};
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

/// What the command line asks for instead of serving.
tl::expected<void, QString> setTask(ServerOptions &options, const QCommandLineParser &commandLine)
{
    using Task = ServerOptions::Task;
    if (commandLine.isSet(u"check"_s))
        options.task = Task::Check;
    if (commandLine.isSet(u"print-config"_s))
        options.task = Task::PrintConfiguration;
    if (commandLine.isSet(u"check-config"_s))
        options.task = Task::CheckConfiguration;
    if (commandLine.isSet(u"print-completion"_s))
        return tl::unexpected(u"--print-completion "_s
                              + setting::refusal(ShellCompletion::shells(), commandLine.value(u"print-completion"_s)));
    if (!commandLine.isSet(u"backup"_s))
        return {};
    options.task = Task::BackUp;
    options.backupFile = commandLine.value(u"backup"_s);
    if (options.backupFile.isEmpty())
        return tl::unexpected(u"--backup must name a file"_s);
    return {};
}

} // namespace

tl::expected<ServerOptions, ServerOptions::Refusal> ServerOptions::parse(const QStringList &arguments,
                                                                         const QProcessEnvironment &environment)
{
    const SettingSources sources(arguments, environment);
    QStringList mistakes = sources.mistakes();
    ServerOptions options;
    for (const Setting &setting : Setting::all()) {
        const auto found = sources.find(setting);
        if (!found)
            continue;
        options.places.insert(setting.name, found->place);
        if (const auto check = setting.kind.set(options, found->values); !check)
            mistakes.append(found->subject + u' ' + check.error());
    }
    if (const auto check = setTask(options, sources.commandLine()); !check)
        mistakes.append(check.error());
    if (!mistakes.isEmpty())
        return tl::unexpected(Refusal { mistakes.join(u'\n') });
    const bool needsNoServer = options.task == Task::BackUp || options.task == Task::Check;
    return needsNoServer ? options : options.checkTogether().map([&options] { return options; });
}

tl::expected<void, ServerOptions::Refusal> ServerOptions::checkTogether() const
{
    if (const auto check = checkTls(*this); !check)
        return check;
    if (isSecured())
        return checkSecured(*this);
    // A server that anyone may use is not to be reachable from elsewhere by accident.
    if (host.isLoopback() || allowAnonymous)
        return {};
    return tl::unexpected(Refusal {
        u"refusing to listen on %1: anyone who can reach it could read and write every room. "
        "Listen on 127.0.0.1, ask for tokens (--admin-token-file, --jwt-secret-file, --jwt-public-key-file), "
        "or say --allow-anonymous if that is what you want."_s.arg(host.toString()) });
}

QString ServerOptions::information(const QStringList &arguments)
{
    const SettingSources sources(arguments, {});
    const QCommandLineParser &commandLine = sources.commandLine();
    if (commandLine.isSet(u"help"_s))
        return settingsHelp();
    if (commandLine.isSet(u"version"_s))
        return u"parlor-server "_s + QLatin1StringView(PARLOR_VERSION) + u'\n';
    if (commandLine.isSet(u"print-sample"_s))
        return commentedIni();
    if (commandLine.isSet(u"print-man"_s))
        return manualPage();
    return ShellCompletion::script(commandLine.value(u"print-completion"_s));
}

} // namespace parlor
