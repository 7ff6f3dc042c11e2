// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/Identity.h"

namespace parlor {

using namespace Qt::StringLiterals;

QString Identity::displayName() const
{
    if (!username.isEmpty())
        return username;
    return isAnonymous() ? u"anonymous"_s : u"admin"_s;
}

bool Identity::isSameAs(const Identity &other) const
{
    return role == other.role && username == other.username && rooms == other.rooms;
}

Result<QJsonObject> Identity::sign(QJsonObject payload, QLatin1StringView field) const
{
    if (username.isEmpty())
        return payload;
    const QJsonValue given = payload.value(field);
    if (given.isUndefined() || given.isNull())
        payload.insert(field, username);
    else if (given.isString() && !given.toString().isEmpty() && given.toString() != username)
        return tl::unexpected(Error::accessForbidden());
    // What is no name at all is the payload's own error.
    return payload;
}

} // namespace parlor
