// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Dialect.h"

#include <QStringBuilder>

#include <charconv>

namespace parlor::load {

namespace {

constexpr QByteArrayView EngineIoMessage("42[\"exchanges\",");
constexpr QByteArrayView PlainMessage("{\"event\":\"exchanges\",\"data\":");
constexpr QByteArrayView PlainAck("{\"event\":\"ack\",\"id\":");
constexpr QByteArrayView PlainException("{\"event\":\"exception\",\"id\":");

/// The number at the beginning of \a text; moves \a text behind it.
quint32 takeNumber(QByteArrayView &text)
{
    quint32 number = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
    text = text.sliced(end - text.begin());
    return number;
}

} // namespace

QByteArray Dialect::target(QByteArrayView roomId) const
{
    switch (m_protocol) {
    case Protocol::EngineIo4:
        return "/socket.io/?EIO=4&transport=websocket";
    case Protocol::EngineIo3:
        return "/socket.io/?EIO=3&transport=websocket";
    case Protocol::Plain:
        return "/ws";
    case Protocol::Floor:
        break;
    }
    return '/' + roomId.toByteArray();
}

bool Dialect::isReadyAtOnce() const
{
    return m_protocol == Protocol::Plain || m_protocol == Protocol::Floor;
}

Packet Dialect::read(QByteArrayView text) const
{
    return m_protocol == Protocol::Plain ? readPlain(text) : readEngineIo(text);
}

QByteArray Dialect::event(QByteArrayView name, const QByteArray &dataJson, quint32 id) const
{
    const QByteArray idText = id == 0 ? QByteArray() : QByteArray::number(id);
    if (m_protocol != Protocol::Plain)
        return "42" + idText + "[\"" + name.toByteArray() + "\"," + dataJson + ']';
    return "{\"event\":\"" + name.toByteArray() + (id == 0 ? QByteArray("\"") : "\",\"id\":" + idText)
        + ",\"data\":" + dataJson + '}';
}

QByteArray Dialect::answerToOpen() const
{
    return m_protocol == Protocol::EngineIo4 ? QByteArray("40") : QByteArray();
}

QByteArray Dialect::heartbeat() const
{
    return m_protocol == Protocol::EngineIo3 ? QByteArray("2") : QByteArray();
}

Packet Dialect::readEngineIo(QByteArrayView text) const
{
    if (text.startsWith(EngineIoMessage))
        return { Packet::Kind::Message, 0, text.sliced(EngineIoMessage.size()) };
    if (text.startsWith('0'))
        return { Packet::Kind::Open, 0, {} };
    if (text.startsWith('2'))
        return { Packet::Kind::Ping, 0, text.sliced(1) };
    if (text.startsWith("40"))
        return { Packet::Kind::Connected, 0, {} };
    if (text.startsWith("41") || text.startsWith("44"))
        return { Packet::Kind::Refused, 0, text };
    if (text.startsWith("43")) {
        QByteArrayView rest = text.sliced(2);
        const quint32 id = takeNumber(rest);
        // The arguments are an array of one.
        return { Packet::Kind::Answer, id, rest.size() > 2 ? rest.sliced(1).chopped(1) : QByteArrayView() };
    }
    return {};
}

Packet Dialect::readPlain(QByteArrayView text)
{
    if (text.startsWith(PlainMessage))
        return { Packet::Kind::Message, 0, text.sliced(PlainMessage.size()) };
    for (const QByteArrayView opening : { PlainAck, PlainException }) {
        if (!text.startsWith(opening))
            continue;
        QByteArrayView rest = text.sliced(opening.size());
        const quint32 id = takeNumber(rest);
        constexpr QByteArrayView data(",\"data\":");
        return { Packet::Kind::Answer, id, rest.size() > data.size() ? rest.sliced(data.size()).chopped(1) : rest };
    }
    return {};
}

} // namespace parlor::load
