// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ServerAddress.h"

#include "json/JsonParsing.h"

#include <QHostAddress>
#include <QJsonObject>

namespace parlor::admin {

using namespace Qt::StringLiterals;

tl::expected<ServerAddress, QString> ServerAddress::parse(const QString &text, const QString &token)
{
    QString full = text.trimmed();
    if (full.isEmpty())
        return tl::unexpected(tr("Enter the address of a server, such as http://127.0.0.1:3000."));
    if (!full.contains("://"_L1))
        full.prepend("http://"_L1);
    QUrl url(full, QUrl::StrictMode);
    if (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        return tl::unexpected(tr("The address must begin with http:// or https://."));
    if (!url.isValid() || url.host().isEmpty())
        return tl::unexpected(tr("This is not the address of a server. It looks like http://127.0.0.1:3000."));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return tl::unexpected(tr("The address has a host and a port, but no user, query or fragment."));
    while (url.path().endsWith(u'/'))
        url.setPath(url.path().chopped(1));
    return ServerAddress{ url, token.trimmed() };
}

QUrl ServerAddress::rest(const QByteArray &path, const QByteArray &query) const
{
    QByteArray encoded = url.toEncoded() + "/api/v1" + path;
    if (!query.isEmpty())
        encoded += '?' + query;
    return QUrl::fromEncoded(encoded, QUrl::StrictMode);
}

QUrl ServerAddress::live() const
{
    QUrl result = url;
    result.setScheme(url.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    result.setPath(url.path() + "/ws"_L1);
    return result;
}

QString ServerAddress::name() const
{
    return url.toDisplayString();
}

QString ServerAddress::username() const
{
    const QList<QByteArray> parts = token.toLatin1().split('.');
    if (parts.size() != 3)
        return {};
    const QByteArray claims = QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding);
    return json::parse(claims).object().value("sub"_L1).toString();
}

bool ServerAddress::keepsSecrets() const
{
    return url.scheme() == "https"_L1 || url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

} // namespace parlor::admin
