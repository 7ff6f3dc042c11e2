// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Endpoint.h"

#include <QString>

#include <tl/expected.hpp>

namespace parlor::load {

/// Prepares rooms over REST, before a load runs: one connection, one request at a time, each waited for.
class RestClient {
public:
    explicit RestClient(const Endpoint &endpoint);
    ~RestClient();
    Q_DISABLE_COPY_MOVE(RestClient)

    /// A room that exists is as good as a new one.
    tl::expected<void, QString> createRoom(const QByteArray &roomId);
    tl::expected<void, QString> post(const QByteArray &roomId, int contentBytes);

    /// The status; 0 where no answer came.
    int request(QByteArrayView method, const QByteArray &target, const QByteArray &body = {});

private:
    const Endpoint m_endpoint;
    int m_descriptor = -1;
};

} // namespace parlor::load
