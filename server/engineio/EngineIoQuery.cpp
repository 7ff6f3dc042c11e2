// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoQuery.h"

namespace parlor {

EngineIoQuery EngineIoQuery::of(const HttpRequestHead &head)
{
    EngineIoQuery query;
    const QByteArray transport = head.queryItem("transport");
    if (transport == "polling")
        query.transport = Transport::Polling;
    else if (transport == "websocket")
        query.transport = Transport::WebSocket;
    const QByteArray revision = head.queryItem("EIO");
    if (revision == "4")
        query.revision = EngineIoRevision::V4;
    else if (revision == "3")
        query.revision = EngineIoRevision::V3;
    query.sid = head.queryItem("sid");
    query.supportsBinary = head.queryItem("b64").isEmpty();
    return query;
}

} // namespace parlor
