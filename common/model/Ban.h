// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace parlor {

/// Who may not come in, into one room or into any, and why.
struct Ban {
    /// Given by the store, counting up; never used twice.
    qint64 banId = 0;
    /// One of the two is empty: who is banned by name, or what by its address (see addressText()).
    QString username;
    QString address;
    /// Empty: every room.
    QString roomId;
    QString reason;
    QString createdBy;
    Timestamp createdAt = 0;
    /// Nothing: for ever.
    std::optional<Timestamp> until;

    bool holdsAt(Timestamp now) const { return !until || now < *until; }

    /// The contract's Ban object, without what is empty of the name and the address.
    QByteArray toJson() const;
    /// Reads what toJson() writes, for clients. Nothing where a member is missing or of another type.
    static std::optional<Ban> fromJson(const QJsonObject &json);
};

} // namespace parlor
