// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FeedLog.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

QString plainName(const QByteArray &nameJson)
{
    return QString::fromUtf8(nameJson.mid(1, nameJson.size() - 2));
}

struct Teller {
    QString operator()(const ExchangeEvent &event) const
    {
        const QJsonObject data = QJsonDocument::fromJson(event.data).object();
        return u"exchange %1"_s.arg(data.value("order"_L1).toInteger());
    }
    QString operator()(const BroadcastEvent &event) const { return plainName(event.nameJson); }
    QString operator()(const LobbyEvent &event) const
    {
        const QJsonObject data = QJsonDocument::fromJson(event.data).object();
        return plainName(event.nameJson) + u' ' + data.value("type"_L1).toString();
    }
    QString operator()(const DirectEvent &event) const { return plainName(event.nameJson); }
    QString operator()(const EnterEvent &) const { return u"enter"_s; }
    QString operator()(const ExitEvent &) const { return u"exit"_s; }
    QString operator()(const DissolveEvent &) const { return u"dissolve"_s; }
    QString operator()(const BansEvent &) const { return u"bans"_s; }
    QString operator()(const PostAnswer &event) const
    {
        return event.error ? u"refused"_s : u"answer %1"_s.arg(event.order);
    }
    QString operator()(const Reply &) const { return u"reply"_s; }
};

} // namespace

FeedLog::FeedLog(RoomFeed &feed)
{
    feed.setOutlet(
        [this](const RoomEvents &events) { m_events.insert(m_events.end(), events.begin(), events.end()); });
}

QList<QByteArray> FeedLog::named(const QByteArray &nameJson) const
{
    QList<QByteArray> data;
    for (const RoomEvent &event : m_events) {
        if (const auto *broadcast = std::get_if<BroadcastEvent>(&event); broadcast && broadcast->nameJson == nameJson)
            data.append(broadcast->data);
        if (const auto *direct = std::get_if<DirectEvent>(&event); direct && direct->nameJson == nameJson)
            data.append(direct->data);
        if (const auto *lobby = std::get_if<LobbyEvent>(&event); lobby && lobby->nameJson == nameJson)
            data.append(lobby->data);
    }
    return data;
}

QStringList FeedLog::story() const
{
    QStringList told;
    for (const RoomEvent &event : m_events) {
        const QString line = std::visit(Teller(), event);
        if (!line.contains(u'/'))
            told.append(line);
    }
    return told;
}

} // namespace parlor
