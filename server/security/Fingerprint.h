// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QtEndian>

namespace parlor {

/// A number that stands for \a material where it must not be shown: the beginning of its SHA-256. Never 0.
inline quint64 fingerprintOf(const QByteArray &material)
{
    const QByteArray digest = QCryptographicHash::hash(material, QCryptographicHash::Sha256);
    return qMax<quint64>(1, qFromBigEndian<quint64>(digest.constData()));
}

} // namespace parlor
