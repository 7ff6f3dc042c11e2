// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace parlor {

/// One thing that somebody did by an admin's right. Holds neither tokens nor what was said.
struct AuditEntry {
    /// Given by the store, counting up; never used twice.
    qint64 auditId = 0;
    Timestamp at = 0;
    /// The name in the token; `admin` for one without a name, `anonymous` where nobody needs a token.
    QString actor;
    /// From where it was asked for.
    QString address;
    /// What was done, e.g. `room.close`.
    QString action;
    /// To whom or what: `roomId`, `username`, `socketId`, `banId`, `reason`, …
    QJsonObject target;
    /// `ok`, or the code of the error.
    QString outcome;

    /// The contract's AuditEntry object.
    QByteArray toJson() const;
};

} // namespace parlor
