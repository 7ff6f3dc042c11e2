// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

/// Files with keys, tokens and certificates, as an operator names them. What is wrong with one is said in words that name it.
namespace parlor::keyfile {

/// `'path' reason`.
QString cannotUse(const QString &path, const QString &reason);

/// What the file holds, or why it cannot be used; \a what says what it could have been, where it has more than \a maxBytes.
tl::expected<QByteArray, QString> read(const QString &path, qint64 maxBytes, const QString &what);

/// For a file that is a secret: adds a warning where every user of the machine can read it.
void warnWhereShared(const QString &path, QStringList &warnings);

} // namespace parlor::keyfile
