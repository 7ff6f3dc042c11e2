// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/ChatClient.h"

#include <vector>

namespace parlor {

/// What clients were sent, in the order in which they were.
struct Delivery {
    MemberId member = 0;
    QByteArray text;
};

/// A client without a connection, which notes what it is sent in a log that it shares with others.
class RecordingClient : public ChatClient {
public:
    RecordingClient(MemberId id, std::vector<Delivery> &log) :
        ChatClient(id, QString::number(id), WireFormat::PlainWebSocket),
        m_log(log)
    {
    }

    TurnWriter::Line line() const override { return TurnWriter::NoLine; }
    void sendText(QByteArrayView text) override { m_log.push_back({ id(), text.toByteArray() }); }
    void acknowledge(quint64, QByteArrayView) override { }
    void refuse(quint64, QByteArrayView) override { }
    void disconnectClient(QByteArrayView) override { }

private:
    std::vector<Delivery> &m_log;
};

} // namespace parlor
