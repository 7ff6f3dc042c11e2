// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "model/Timestamp.h"
#include "security/RoomScope.h"

#include <QJsonObject>
#include <QLatin1StringView>
#include <QString>

#include <memory>
#include <optional>

namespace parlor {

enum class Role : quint8 {
    Anonymous, ///< anyone, where the server is open; may do everything
    Member,
    Observer,
    Admin,
};

/// Who somebody is and how long that holds, as the Authenticator found. A value; any thread.
struct Identity {
    Role role = Role::Anonymous;
    /// The only name that it may speak under; empty: any.
    QString username;
    RoomScope rooms;
    /// When it ends; nothing: never.
    std::optional<Timestamp> expiresAt;
    /// Names what vouched for it (see Credentials::honours). 0 where nothing had to.
    quint64 credential = 0;

    bool isAnonymous() const { return role == Role::Anonymous; }
    /// What others are told of who did something: the name, or `admin` or `anonymous` where there is none.
    QString displayName() const;
    /// True where \a other is the same somebody with the same rights, whatever vouches for it and for how long.
    bool isSameAs(const Identity &other) const;

    /// \a payload as one of this identity: its name stands in \a field where the payload leaves that out. AccessForbidden where
    /// the payload has another name there.
    Result<QJsonObject> sign(QJsonObject payload, QLatin1StringView field) const;
};

/// As connections and requests carry it.
using SharedIdentity = std::shared_ptr<const Identity>;

} // namespace parlor
