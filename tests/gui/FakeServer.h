// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/LiveLink.h"
#include "api/RestTransport.h"

#include <QList>
#include <QPointer>

#include <functional>

namespace parlor::admin {

/// A request that waits until the test answers it.
class FakeCall final : public RestCall {
    Q_OBJECT

public:
    FakeCall(const RestRequest &asked, QObject *parent) : RestCall(parent), request(asked) {}

    void cancel() override { fail(ApiError::cancelled()); }
    void answer(int status, const QByteArray &body = {}, qint64 totalCount = 0)
    {
        end(RestAnswer{ status, body, totalCount });
    }
    void fail(const ApiError &error) { end(tl::unexpected(error)); }

    const RestRequest request;

private:
    void end(const ApiResult<RestAnswer> &result)
    {
        if (std::exchange(m_isOver, true))
            return;
        Q_EMIT finished(result);
        deleteLater();
    }

    bool m_isOver = false;
};

/// A transport whose answers a test gives.
class FakeTransport final : public RestTransport {
    Q_OBJECT

public:
    RestCall *send(const RestRequest &request) override
    {
        auto *call = new FakeCall(request, this);
        m_calls.append(call);
        return call;
    }

    /// The oldest call to that path that waits; null where there is none.
    FakeCall *take(const QByteArray &path)
    {
        for (qsizetype i = 0; i < m_calls.size(); ++i) {
            if (m_calls[i] && m_calls[i]->request.path == path)
                return m_calls.takeAt(i);
        }
        return nullptr;
    }

private:
    QList<QPointer<FakeCall>> m_calls;
};

/// A live connection that a test opens, feeds and breaks.
class FakeLink final : public LiveLink {
    Q_OBJECT

public:
    void open(const ServerAddress &) override { ++openings; }
    void close() override {}
    void send(const QByteArray &frame) override { sent.append(frame); }

    /// Text frames, as the server sends them.
    void receive(const QList<QByteArray> &frames)
    {
        QList<LiveEvent> events;
        for (const QByteArray &frame : frames) {
            if (auto event = readLiveEvent(frame))
                events.append(*event);
        }
        Q_EMIT received(events);
    }

    int openings = 0;
    QList<QByteArray> sent;
};

} // namespace parlor::admin
