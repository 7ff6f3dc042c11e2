// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace parlor {

/// One stored message. Its members are serialized once, when it comes in, and only copied from then on.
struct Message {
    /// From 1, without gaps, per room.
    qint64 order = 0;
    /// `"username":…,"content":…,"createdAt":…` and the sender's extra fields, without braces.
    QByteArray members;

    /// The contract's Message object, as history shows it.
    void appendJson(QByteArray &out) const;

    /// The same with `roomId` and `socketId`, as the live event carries it. Both are JSON text.
    QByteArray toEventJson(const QByteArray &roomIdJson, const QByteArray &socketIdJson) const;

    /// Serializes what a sender gave. \a createdAt is ISO 8601 text as toIsoString() writes it. \a extras may
    /// hold anything; names the server owns are left out. They stand last, from \a extrasBegin on.
    static QByteArray makeMembers(const QString &username, const QString &content,
                                  const QByteArray &createdAt, const QJsonObject &extras,
                                  qsizetype *extrasBegin = nullptr);
};

} // namespace parlor
