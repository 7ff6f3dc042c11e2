// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SocketIoMessage.h"

#include "json/JsonText.h"

#include <QCborMap>
#include <QCborValue>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

using Type = SocketIoPacket::Type;

/// Writes values as JSON text and takes the byte arrays out of them.
class Writer {
public:
    void append(const QCborValue &value)
    {
        if (value.isByteArray())
            appendPlaceholder(value.toByteArray());
        else if (value.isArray())
            appendArray(value.toArray());
        else if (value.isMap())
            appendMap(value.toMap());
        else
            json::appendValue(text, value.toJsonValue());
    }

    QByteArray text;
    QList<QByteArray> attachments;

private:
    void appendPlaceholder(const QByteArray &data)
    {
        text += "{\"_placeholder\":true,\"num\":" + QByteArray::number(attachments.size()) + '}';
        attachments.append(data);
    }

    void appendArray(const QCborArray &array)
    {
        text += '[';
        for (auto value = array.begin(); value != array.end(); ++value) {
            if (value != array.begin())
                text += ',';
            append(*value);
        }
        text += ']';
    }

    void appendMap(const QCborMap &map)
    {
        text += '{';
        for (auto member = map.begin(); member != map.end(); ++member) {
            if (member != map.begin())
                text += ',';
            const QCborValue key = member.key();
            json::appendString(text, key.isString() ? key.toString() : key.toVariant().toString());
            text += ':';
            append(member.value());
        }
        text += '}';
    }
};

/// Puts attachments in the places of their placeholders. Values are changed where they stand, because inserting into a
/// QCborMap searches it.
class Reader {
public:
    explicit Reader(const QList<QByteArray> &attachments) : m_attachments(attachments), m_isUsed(attachments.size())
    {
    }

    bool isConsistent() const { return m_isConsistent; }

    void read(QCborArray &array)
    {
        for (QCborValueRef element : array)
            readElement(element);
    }

private:
    void readElement(QCborValueRef element)
    {
        if (element.isArray()) {
            QCborArray array = element.toArray();
            read(array);
            element = array;
        } else if (element.isMap()) {
            QCborMap map = element.toMap();
            if (map.value("_placeholder"_L1).isTrue()) {
                element = takeAttachment(map.value("num"_L1));
            } else {
                for (auto member = map.begin(); member != map.end(); ++member)
                    readElement(member.value());
                element = map;
            }
        }
    }

    QCborValue takeAttachment(const QCborValue &number)
    {
        // Qt would convert any number, those too that no integer can hold.
        const qint64 index = number.isInteger() ? number.toInteger() : -1;
        if (index < 0 || index >= m_attachments.size() || m_isUsed[index]) {
            m_isConsistent = false;
            return {};
        }
        m_isUsed[index] = true;
        return m_attachments[index];
    }

    const QList<QByteArray> m_attachments;
    QList<bool> m_isUsed;
    bool m_isConsistent = true;
};

SocketIoMessage compose(Type textType, Type binaryType, QStringView nsp, std::optional<quint64> id, Writer &&data)
{
    SocketIoMessage message;
    message.text.reserve(data.text.size() + nsp.size() * 3 + 32);
    appendSocketIoHeader(message.text, data.attachments.isEmpty() ? textType : binaryType, nsp, id,
                         static_cast<int>(data.attachments.size()));
    message.text += data.text;
    message.attachments = std::move(data.attachments);
    return message;
}

} // namespace

SocketIoMessage SocketIoMessage::event(QStringView nsp, QStringView name, const QCborArray &arguments,
                                       std::optional<quint64> id)
{
    Writer data;
    data.text += '[';
    json::appendString(data.text, name);
    for (const QCborValue value : arguments) {
        data.text += ',';
        data.append(value);
    }
    data.text += ']';
    return compose(Type::Event, Type::BinaryEvent, nsp, id, std::move(data));
}

SocketIoMessage SocketIoMessage::ack(QStringView nsp, quint64 id, const QCborArray &arguments)
{
    Writer data;
    data.append(arguments);
    return compose(Type::Ack, Type::BinaryAck, nsp, id, std::move(data));
}

std::optional<QCborArray> withSocketIoAttachments(const QJsonArray &values, const QList<QByteArray> &attachments)
{
    QCborArray result = QCborArray::fromJsonArray(values);
    Reader reader(attachments);
    reader.read(result);
    if (!reader.isConsistent())
        return std::nullopt;
    return result;
}

} // namespace parlor
