// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/StoredHistory.h"

#include "support/HttpClient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

StoredHistory StoredHistory::read(quint16 port, const QByteArray &roomId)
{
    StoredHistory history;
    HttpClient client(port);
    qint64 last = 0;
    for (;;) {
        const auto response = client.get("/api/v1/rooms/" + roomId + "/messages?limit=5000&after="
                                         + QByteArray::number(last));
        const QJsonArray page = QJsonDocument::fromJson(response.body).array();
        history.m_isGapless = history.m_isGapless && response.status == 200;
        if (page.isEmpty())
            return history;
        for (const auto &message : page) {
            const qint64 order = message["order"_L1].toInteger();
            history.m_isGapless = history.m_isGapless && order == ++last;
            history.m_texts.insert(order, message["content"_L1].toString());
        }
    }
}

bool StoredHistory::holds(const QHash<qint64, QString> &texts) const
{
    return std::all_of(texts.keyValueBegin(), texts.keyValueEnd(),
                       [this](const auto &entry) { return m_texts.value(entry.first) == entry.second; });
}
