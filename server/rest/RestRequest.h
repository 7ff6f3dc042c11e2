// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "security/Identity.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>
#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <utility>

namespace parlor {

/// What the patterns of a route's path stand for, percent-decoded, by name.
class PathValues {
public:
    void insert(const QByteArray &name, const QString &value) { m_values.emplaceBack(name, value); }
    /// Empty where the route has no such parameter.
    QString value(QByteArrayView name) const;

private:
    QList<std::pair<QByteArray, QString>> m_values;
};

/// One HTTP request as the controllers see it. A value.
struct RestRequest {
    /// As the client sent it: `HEAD` is not `GET` here.
    QByteArray method;
    QHostAddress peerAddress;
    /// The request target as sent, e.g. `/api/v1/rooms/caf%C3%A9?limit=5`.
    QByteArray target;
    QByteArray body;
    /// Empty where the client sent no such field.
    QByteArray origin;
    QByteArray authorization;
    QByteArray ifNoneMatch;
    QByteArray accessControlRequestMethod;
    QByteArray accessControlRequestHeaders;
    /// Who asks; null on public routes.
    SharedIdentity identity;
    /// Filled in once the route is known.
    PathValues pathValues;

    /// The target without its query. A view into this request.
    QByteArrayView path() const;
    /// What follows the question mark. A view into this request.
    QByteArrayView query() const;
    QString roomId() const { return pathValues.value("roomId"); }
};

} // namespace parlor
