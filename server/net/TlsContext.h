// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <memory>

typedef struct ssl_ctx_st SSL_CTX;

namespace parlor {

/// Where the operator keeps what the server shows to clients, in PEM: its certificate, with those that lead to the authority
/// behind it, and the private key that belongs to it.
struct TlsFiles {
    QString certificate;
    QString key;

    bool isEmpty() const { return certificate.isEmpty() && key.isEmpty(); }
};

/// What connections are encrypted with: certificate, key and rules. TLS 1.2 with forward secrecy, or 1.3; HTTP/1.1 by ALPN
/// (RFC 7301). Constant once made, so threads may share one; a connection keeps what it needs of it.
class TlsContext {
public:
    /// The context, and what the operator should know about the files.
    struct Loaded {
        std::shared_ptr<const TlsContext> context;
        /// Sentences.
        QStringList warnings;
    };
    /// The error is a sentence that names the file: it cannot be read, holds what is of no use, or does not match the other.
    static tl::expected<Loaded, QString> load(const TlsFiles &files);

    SSL_CTX *handle() const { return m_handle.get(); }

private:
    struct Deleter {
        void operator()(SSL_CTX *context) const;
    };
    using Handle = std::unique_ptr<SSL_CTX, Deleter>;

    explicit TlsContext(Handle handle);

    const Handle m_handle;
};

} // namespace parlor
