// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Message.h"

#include "json/JsonText.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

void appendOrder(QByteArray &out, qint64 order)
{
    json::appendKey(out, "order"_L1);
    json::appendInteger(out, order);
}

} // namespace

void Message::appendJson(QByteArray &out) const
{
    // In few pieces, because a page of history has many.
    out.append(QByteArrayView("{\"order\":"));
    json::appendInteger(out, order);
    out += ',';
    out += members;
    out += '}';
}

QByteArray Message::toEventJson(const QByteArray &roomIdJson, const QByteArray &socketIdJson) const
{
    constexpr qsizetype namesAndOrder = 64;
    QByteArray out;
    out.reserve(roomIdJson.size() + socketIdJson.size() + members.size() + namesAndOrder);
    out += '{';
    json::appendKey(out, "roomId"_L1);
    out += roomIdJson;
    json::appendKey(out, "socketId"_L1);
    out += socketIdJson;
    appendOrder(out, order);
    out += ',';
    out += members;
    out += '}';
    return out;
}

QByteArray Message::makeMembers(const QString &username, const QString &content, const QByteArray &createdAt,
                                const QJsonObject &extras, qsizetype *extrasBegin)
{
    // Enough for most, with the room that appendString() works in.
    constexpr qsizetype namesAndWork = 256;
    QByteArray out;
    out.reserve(username.size() + content.size() + createdAt.size() + namesAndWork);
    json::appendKey(out, "username"_L1);
    json::appendString(out, username);
    json::appendKey(out, "content"_L1);
    json::appendString(out, content);
    json::appendKey(out, "createdAt"_L1);
    out += '"';
    out += createdAt;
    out += '"';
    if (extrasBegin)
        *extrasBegin = out.size();
    json::appendMembers(
        out, extras, { "order"_L1, "roomId"_L1, "socketId"_L1, "username"_L1, "content"_L1, "createdAt"_L1 });
    // The server keeps many of these for long; the room that growing left is not worth it.
    out.squeeze();
    return out;
}

} // namespace parlor
