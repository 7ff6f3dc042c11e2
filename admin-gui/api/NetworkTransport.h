// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/RestTransport.h"
#include "api/ServerAddress.h"

#include <QNetworkAccessManager>

namespace parlor::admin {

/// Requests over HTTP, with the address' token as `Authorization: Bearer`. Redirects are not followed: the token is for
/// that server alone.
class NetworkTransport final : public RestTransport {
    Q_OBJECT

public:
    using RestTransport::RestTransport;

    /// For what is sent from now on.
    void setAddress(const ServerAddress &address) { m_address = address; }
    const ServerAddress &address() const { return m_address; }

    RestCall *send(const RestRequest &request) override;

private:
    QNetworkAccessManager m_network;
    ServerAddress m_address;
};

} // namespace parlor::admin
