// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ServerKeys.h"

#include "log/LogCategories.h"

namespace parlor {

tl::expected<void, QString> ServerKeys::load(const ServerOptions &options)
{
    return loadCredentials(options).and_then([&] { return loadTls(options); });
}

void ServerKeys::reload(const ServerOptions &options)
{
    if (const auto loaded = loadCredentials(options); !loaded)
        qCWarning(log::admin, "%ls; going on with the tokens and keys of before", qUtf16Printable(loaded.error()));
    if (const auto loaded = loadTls(options); !loaded)
        qCWarning(log::server, "%ls; going on with the certificate of before", qUtf16Printable(loaded.error()));
}

tl::expected<void, QString> ServerKeys::loadCredentials(const ServerOptions &options)
{
    if (!options.isSecured())
        return {};
    const auto loaded = Credentials::load(options.credentials);
    if (!loaded)
        return tl::unexpected(loaded.error());
    for (const QString &warning : loaded->warnings)
        qCWarning(log::admin, "%ls", qUtf16Printable(warning));
    m_credentials = std::make_shared<const Credentials>(loaded->credentials);
    return {};
}

tl::expected<void, QString> ServerKeys::loadTls(const ServerOptions &options)
{
    if (options.tls.isEmpty())
        return {};
    const auto loaded = TlsContext::load(options.tls);
    if (!loaded)
        return tl::unexpected(loaded.error());
    for (const QString &warning : loaded->warnings)
        qCWarning(log::server, "%ls", qUtf16Printable(warning));
    m_tls = loaded->context;
    return {};
}

} // namespace parlor
