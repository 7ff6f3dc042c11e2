// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Publisher.h"

using namespace Qt::StringLiterals;

Publisher::Publisher(quint16 port, const QString &roomId, const QString &username) :
    m_client(ChatTestClient::Protocol::Plain, port),
    m_roomId(roomId),
    m_username(username)
{
    connect(&m_client, &ChatTestClient::ready, this, [this] { join(); });
    connect(&m_client, &ChatTestClient::received, this, [this](const QString &event, const QJsonValue &data) {
        if (event == "exchanges"_L1)
            m_heard.insert(data["order"_L1].toInteger(), data["content"_L1].toString());
    });
}

void Publisher::join()
{
    m_client.request(u"participants"_s, { { u"roomId"_s, m_roomId }, { u"username"_s, m_username } },
                     [this](const QJsonValue &answer) { m_hasJoined = answer["status"_L1].toString() == "ok"_L1; });
}

void Publisher::post()
{
    const QString text = u"%1/%2"_s.arg(m_username).arg(++m_posted);
    m_isWaiting = true;
    m_client.request(u"exchanges"_s,
                     { { u"roomId"_s, m_roomId }, { u"username"_s, m_username }, { u"content"_s, text } },
                     [this, text](const QJsonValue &answer) {
                         m_isWaiting = false;
                         if (answer["status"_L1].toString() != "ok"_L1) {
                             m_refusal = answer["code"_L1].toString();
                             return;
                         }
                         m_acked.insert(answer["order"_L1].toInteger(), text);
                         if (m_isTalking)
                             post();
                     });
}
