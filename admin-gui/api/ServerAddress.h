// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QUrl>

#include <tl/expected.hpp>

namespace parlor::admin {

/// Where a server is, and what opens it.
struct ServerAddress {
    Q_DECLARE_TR_FUNCTIONS(ServerAddress)

public:
    QUrl url; ///< http or https, a host, perhaps a port and a path that a proxy put in front
    QString token; ///< empty where there is none

    /// Reads what a person types; `127.0.0.1:3000` means http. The error is a sentence.
    static tl::expected<ServerAddress, QString> parse(const QString &text, const QString &token = {});

    /// \a path and \a query are percent-encoded and stand below `/api/v1`.
    QUrl rest(const QByteArray &path, const QByteArray &query = {}) const;
    QUrl live() const;
    /// For people: without a token, without a final slash.
    QString name() const;
    /// Whom the token is for, as a JSON Web Token says it (RFC 7519, 4.1.2); empty where it says nothing. Only a default
    /// for what the operator types: nothing here can tell whether it is true.
    QString username() const;
    /// False where a token would travel readable over a network.
    bool keepsSecrets() const;

    bool operator==(const ServerAddress &) const = default;
};

} // namespace parlor::admin
