// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/ServerOptions.h"
#include "net/TlsContext.h"
#include "security/Credentials.h"

#include <QString>

#include <tl/expected.hpp>

#include <memory>

namespace parlor {

/// What files hold that the server keeps to itself or to its operator: tokens and keys that let people in, and what it proves itself by.
/// What the operator should know about them goes to the log.
class ServerKeys {
public:
    /// Reads every file that \a options name. The error is a sentence.
    tl::expected<void, QString> load(const ServerOptions &options);
    /// Reads them again. Those of a kind that are of no use any more are left as they were, which the log says.
    void reload(const ServerOptions &options);

    /// Null where the server is open.
    const std::shared_ptr<const Credentials> &credentials() const { return m_credentials; }
    /// Null where it speaks no TLS.
    const std::shared_ptr<const TlsContext> &tls() const { return m_tls; }

private:
    tl::expected<void, QString> loadCredentials(const ServerOptions &options);
    tl::expected<void, QString> loadTls(const ServerOptions &options);

    std::shared_ptr<const Credentials> m_credentials;
    std::shared_ptr<const TlsContext> m_tls;
};

} // namespace parlor
