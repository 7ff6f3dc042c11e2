// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyfile/KeyFile.h"

#include <QFile>
#include <QFileInfo>

namespace parlor::keyfile {

using namespace Qt::StringLiterals;

QString cannotUse(const QString &path, const QString &reason)
{
    return u"'%1' %2"_s.arg(path, reason);
}

tl::expected<QByteArray, QString> read(const QString &path, qint64 maxBytes, const QString &what)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return tl::unexpected(cannotUse(path, u"cannot be read"_s));
    QByteArray content = file.read(maxBytes + 1);
    if (content.size() > maxBytes)
        return tl::unexpected(cannotUse(path, u"is too large to be "_s + what));
    return content;
}

void warnWhereShared(const QString &path, QStringList &warnings)
{
    if (QFile::permissions(path) & QFileDevice::ReadOther)
        warnings += cannotUse(path, u"is a secret that every user of this machine can read: chmod 600 it"_s);
}

} // namespace parlor::keyfile
