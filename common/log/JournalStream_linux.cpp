// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/JournalStream.h"

#include <QByteArray>
#include <QStringBuilder>

#include <sys/stat.h>

namespace parlor {

bool isJournal(std::FILE *file)
{
    struct stat status {};
    if (::fstat(::fileno(file), &status) != 0)
        return false;
    // Inherited by programs whose output goes elsewhere, so it is compared.
    const QByteArray stream = QByteArray::number(quint64(status.st_dev)) + ':' + QByteArray::number(quint64(status.st_ino));
    return qgetenv("JOURNAL_STREAM") == stream;
}

} // namespace parlor
