// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/LiveEvent.h"

#include "json/JsonText.h"
#include "model/JsonFields.h"
#include "protocol/EventNames.h"
#include "protocol/PlainFrame.h"

#include <QJsonArray>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// A server's operator may allow more than is usual: no limit of ours but that of Qt's parser.
constexpr int DeepestJson = 1024;

template <typename Event, typename Value>
std::optional<LiveEvent> wrapped(std::optional<Value> value)
{
    return value ? std::optional<LiveEvent>(Event{ std::move(*value) }) : std::nullopt;
}

/// Whoever is not as the contract says is left out.
QList<Participant> participantsIn(const QJsonValue &array)
{
    const QJsonArray values = array.toArray();
    QList<Participant> participants;
    participants.reserve(values.size());
    for (const QJsonValue value : values) {
        if (auto participant = Participant::fromJson(value.toObject()))
            participants.append(std::move(*participant));
    }
    return participants;
}

std::optional<LiveEvent> readRooms(const QJsonObject &data)
{
    const QString type = data.value("type"_L1).toString();
    const auto room = Room::fromJson(data.value("room"_L1).toObject());
    if (type == "created"_L1)
        return wrapped<RoomCreated>(room);
    if (type == "closed"_L1)
        return wrapped<RoomClosed>(room);
    return std::nullopt;
}

std::optional<LiveEvent> readEnd(const QJsonObject &data)
{
    JsonFields fields(data);
    RoomEnded ended;
    ended.roomId = fields.text("roomId"_L1);
    ended.closedBy = fields.text("closedBy"_L1);
    return wrapped<RoomEnded>(fields.whole(ended));
}

std::optional<LiveEvent> readChange(const QString &roomId, const QJsonObject &data)
{
    JsonFields fields(data);
    const qint64 participants = fields.integer("participants"_L1);
    const PresenceChange change{ roomId, participantsIn(data.value("joined"_L1)),
                                 participantsIn(data.value("left"_L1)), participants };
    return wrapped<PresenceChange>(fields.whole(change));
}

QByteArray makeFrame(QLatin1StringView event, qint64 id, const QJsonObject &data)
{
    return encodePlainAnswer(json::toString(QString(event)), QByteArray::number(id), json::toCompact(data));
}

} // namespace

std::optional<LiveEvent> readLiveEvent(QByteArrayView text)
{
    const auto frame = decodePlainFrame(text, DeepestJson);
    if (!frame)
        return std::nullopt;
    const QString &name = frame->event;
    const QJsonObject data = frame->data.toObject();
    if (name == events::Ack || name == events::Exception)
        return LiveAnswer{ frame->id.toInteger(), data, name == events::Exception };
    if (name == events::Exchanges)
        return wrapped<Exchange>(Exchange::fromJson(data));
    if (name == events::Rooms)
        return readRooms(data);
    if (name == events::Closed)
        return readEnd(data);
    if (name.startsWith(events::ParticipantsOfRoom) && frame->data.isArray())
        return PresenceList{ name.sliced(events::ParticipantsOfRoom.size()), participantsIn(frame->data) };
    if (name.startsWith(events::PresenceOfRoom))
        return readChange(name.sliced(events::PresenceOfRoom.size()), data);
    return std::nullopt;
}

QByteArray makeObserveFrame(qint64 id, const QString &roomId, std::optional<qint64> lastOrder)
{
    QJsonObject data{ { u"roomId"_s, roomId } };
    if (lastOrder)
        data.insert(u"lastOrder"_s, *lastOrder);
    return makeFrame(events::Observe, id, data);
}

QByteArray makeUnobserveFrame(qint64 id, const QString &roomId)
{
    return makeFrame(events::Unobserve, id, { { u"roomId"_s, roomId } });
}

} // namespace parlor::admin
