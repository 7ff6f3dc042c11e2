// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Rooms.h"

#include "support/Await.h"

#include <QJsonDocument>
#include <QTest>

namespace parlor {

using namespace Qt::StringLiterals;

Rooms::Rooms(const RoomSettings &settings, qint64 maxMessages)
    : memory(Retention{ .messages = maxMessages }), store(memory),
      manager(std::make_unique<RoomManager>(store, settings)), log0(*manager->addFeed()),
      log1(*manager->addFeed())
{
}

Result<Room> Rooms::create(const QString &roomId)
{
    return await<Room>([&](auto done) { manager->createRoom(roomId, u"owner"_s, done); });
}

Result<void> Rooms::close(const QString &roomId)
{
    return await<void>([&](auto done) { manager->closeRoom(roomId, u"boss"_s, done); });
}

Result<JoinAnswer> Rooms::join(MemberId member, const QString &name, const QString &roomId,
                               std::optional<qint64> lastOrder)
{
    const JoinRequest request = joining(member, name, roomId, lastOrder);
    return await<JoinAnswer>([&](auto done) { manager->join(request, done); });
}

Result<JoinAnswer> Rooms::observe(MemberId member, const QString &roomId, std::optional<qint64> lastOrder)
{
    const ObserveRequest request{ member, roomId, u"watcher"_s, lastOrder };
    return await<JoinAnswer>([&](auto done) { manager->observe(request, done); });
}

Result<void> Rooms::leave(MemberId member, const QString &roomId)
{
    return await<void>([&](auto done) { manager->leave(member, roomId, done); });
}

Result<void> Rooms::unobserve(MemberId member, const QString &roomId)
{
    return await<void>([&](auto done) { manager->unobserve(member, roomId, done); });
}

Result<PostedMessage> Rooms::postByRest(const QString &clientMessageId, const QString &roomId)
{
    PostRequest request = posting(0, 0, roomId);
    request.socketId.clear();
    request.clientMessageId = clientMessageId;
    return await<PostedMessage>([&](auto done) { manager->post(request, done); });
}

QList<Participant> Rooms::participants(const QString &roomId)
{
    return await<QList<Participant>>([&](auto done) { manager->listParticipants(roomId, done); })
        .value_or(QList<Participant>());
}

QStringList Rooms::names(const QString &roomId)
{
    QStringList found;
    for (const Participant &participant : participants(roomId))
        found.append((participant.connected ? u"" : u"-") + participant.username);
    return found;
}

qint64 Rooms::storedMessages(const QString &roomId)
{
    const auto page = await<MessagePage>([&](auto done) { manager->readMessages(roomId, {}, done); });
    return page ? page->total : -1;
}

bool Rooms::holdPost(quint64 ticket)
{
    if (!create(u"a"_s) || !join(Ann, u"ann"_s) || !settle())
        return false;
    store.hold();
    manager->post(posting(Ann, ticket));
    return QTest::qWaitFor([this] { return store.heldCount() == 1; });
}

bool Rooms::settle()
{
    return bool(await<void>([&](auto done) { manager->drain([done] { done({}); }); }));
}

JoinRequest Rooms::joining(MemberId member, const QString &name, const QString &roomId,
                           std::optional<qint64> lastOrder)
{
    return { member, roomId, name, u"s%1"_s.arg(member), {}, lastOrder };
}

PostRequest Rooms::posting(MemberId sender, quint64 ticket, const QString &roomId)
{
    PostRequest request;
    request.sender = sender;
    request.roomId = roomId;
    request.username = u"poster"_s;
    request.socketId = u"s%1"_s.arg(sender);
    request.members = R"("username":"poster","content":"hi")";
    request.createdAt = "2026-01-31T12:00:00.000Z";
    request.ticket = ticket;
    return request;
}

QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace parlor
