// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ExchangeNames.h"

#include "json/JsonParsing.h"
#include "json/JsonText.h"
#include "protocol/EventNames.h"

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// Back from JSON text, for the rare options that put a room's id into another string.
QString fromJsonString(const QByteArray &text)
{
    return json::parse('[' + text + ']')[0].toString();
}

} // namespace

ExchangeNames::ExchangeNames(const QList<QString> &added) :
    m_added(added)
{
}

const QByteArray &ExchangeNames::usual()
{
    static const QByteArray name = json::toString(QString(events::Exchanges));
    return name;
}

std::vector<QByteArray> ExchangeNames::ofRoom(const QByteArray &roomIdJson) const
{
    std::vector<QByteArray> names { usual() };
    if (areUsual())
        return names;
    const QString roomId = fromJsonString(roomIdJson);
    for (const QString &pattern : m_added) {
        const QString name = QString(pattern).replace("{roomId}"_L1, roomId);
        // Whoever creates a room chooses its id, and must not choose an event for everybody in it.
        if (!events::isFree(name))
            continue;
        const QByteArray json = json::toString(name);
        if (std::ranges::find(names, json) == names.end())
            names.push_back(json);
    }
    return names;
}

} // namespace parlor
