// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SqlFile.h"

#include <QFile>

namespace parlor {

using namespace Qt::StringLiterals;

QByteArray sqlFile(QLatin1StringView name)
{
    QFile file(":/parlor/sql/"_L1 + name + ".sql"_L1);
    const bool isThere = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isThere, "sqlFile", "no such file");
    return isThere ? file.readAll() : QByteArray();
}

} // namespace parlor
