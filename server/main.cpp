// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DatabaseTasks.h"
#include "app/Server.h"
#include "app/ServerKeys.h"
#include "app/ServiceNotifier.h"
#include "app/SignalHandler.h"
#include "app/Watchdog.h"
#include "config/ServerOptions.h"
#include "config/SettingsIni.h"
#include "log/Log.h"
#include "log/LogCategories.h"
#include "net/EventDispatcher.h"

#include <QCoreApplication>
#include <QScopeGuard>

#include <cstdio>
#include <optional>

using namespace parlor;

namespace {

int refuse(const QString &reason)
{
    for (const QString &line : reason.split(u'\n'))
        std::fprintf(stderr, "parlor-server: %s\n", qUtf8Printable(line));
    return 2;
}

int tell(const QString &text)
{
    std::fputs(qUtf8Printable(text), stdout);
    return 0;
}

/// The rest of what a start looks at, before it takes anything for itself.
int checkFiles(const ServerOptions &options)
{
    const auto loaded = ServerKeys().load(options);
    return loaded ? tell(QStringLiteral("ok\n")) : refuse(loaded.error());
}

void reload(Server &server, Log &journal, const ServiceNotifier &service)
{
    service.reloading();
    const auto guard = qScopeGuard([&service] { service.ready("Serving"); });
    const auto options = ServerOptions::parse(QCoreApplication::arguments(), QProcessEnvironment::systemEnvironment());
    if (options) {
        server.reload(*options);
        journal.configure(server.options().log);
        return;
    }
    for (const QString &line : options.error().message.split(u'\n'))
        qCWarning(log::server, "%ls", qUtf16Printable(line));
    qCWarning(log::server, "going on with the settings of before");
}

int serve(const ServerOptions &options)
{
    Log journal;
    journal.configure(options.log);
    Server server(options);
    int exitCode = 0;
    const ServiceNotifier service;
    std::optional<Watchdog> watchdog;
    QObject::connect(&server, &Server::started, &server, [&] {
        qCInfo(log::server, "serving at %ls", qUtf16Printable(server.url()));
        service.ready("Serving");
        watchdog.emplace(server, service);
        std::printf("parlor-server listening on %s\n", qUtf8Printable(server.url()));
        std::fflush(stdout);
    });
    QObject::connect(&server, &Server::failed, &server, [&exitCode](const QString &reason) {
        qCCritical(log::server, "%ls", qUtf16Printable(reason));
        exitCode = 2;
        QCoreApplication::exit(exitCode);
    }, Qt::QueuedConnection);
    QObject::connect(&server, &Server::stopped, &server, &QCoreApplication::quit, Qt::QueuedConnection);

    const SignalHandler signalHandler;
    QObject::connect(&signalHandler, &SignalHandler::stopRequested, &server, [&] {
        service.stopping();
        server.stop();
    });
    QObject::connect(&signalHandler, &SignalHandler::reloadRequested, &server, [&] { reload(server, journal, service); });
    server.start();
    const int loopCode = QCoreApplication::exec();
    return exitCode ? exitCode : loopCode;
}

} // namespace

int main(int argc, char *argv[])
{
    // Where there is no dispatcher of our own: glib's would cost time for each idle socket.
    qputenv("QT_NO_GLIB", "1");
    if (QAbstractEventDispatcher *dispatcher = createEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher);
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("parlor-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PARLOR_VERSION));

    const QStringList arguments = QCoreApplication::arguments();
    if (const QString text = ServerOptions::information(arguments); !text.isEmpty())
        return tell(text);
    const auto options = ServerOptions::parse(arguments, QProcessEnvironment::systemEnvironment());
    if (!options)
        return refuse(options.error().message + QStringLiteral("\n--help lists the options"));
    switch (options->task) {
    case ServerOptions::Task::BackUp:
        return backUp(*options);
    case ServerOptions::Task::Check:
        return check(*options);
    case ServerOptions::Task::CheckConfiguration:
        return checkFiles(*options);
    case ServerOptions::Task::PrintConfiguration:
        return tell(effectiveIni(*options));
    case ServerOptions::Task::Serve:
        break;
    }
    return serve(*options);
}
