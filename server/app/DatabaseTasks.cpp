// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DatabaseTasks.h"

#include "storage/DataDirectory.h"
#include "storage/DatabaseBackup.h"
#include "storage/DatabaseCheck.h"

#include <QFileInfo>

#include <cstdio>

namespace parlor {

namespace {

int refuse(const Error &error)
{
    std::fprintf(stderr, "parlor-server: %s\n", qUtf8Printable(error.messages.join(u' ')));
    return 2;
}

} // namespace

int backUp(const ServerOptions &options)
{
    const QString database = DataDirectory::databasePath(options.dataDirectory);
    if (const auto written = DatabaseBackup::write(database, options.backupFile); !written)
        return refuse(written.error());
    std::printf("parlor-server: wrote %s to %s, %lld bytes\n", qUtf8Printable(database),
                qUtf8Printable(options.backupFile), QFileInfo(options.backupFile).size());
    return 0;
}

int check(const ServerOptions &options)
{
    const QString database = DataDirectory::databasePath(options.dataDirectory);
    const auto report = DatabaseCheck::run(database);
    if (!report)
        return refuse(report.error());
    for (const QString &fault : report->faults)
        std::printf("%s\n", qUtf8Printable(fault));
    std::printf("parlor-server: %s is %s: %lld rooms, %lld messages\n", qUtf8Printable(database),
                report->faults.isEmpty() ? "sound" : "damaged", report->rooms, report->messages);
    return report->faults.isEmpty() ? 0 : 1;
}

} // namespace parlor
