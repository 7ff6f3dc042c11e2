// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <tl/expected.hpp>

#include <memory>

// OpenSSL's EVP_PKEY.
struct evp_pkey_st;

namespace parlor {

/// A key that tells whether a token was signed by its other half, or by itself. It goes with one algorithm (RFC 7518, 3.1; RFC 8037,
/// 3.1), which the key decides and never the token. A value; any thread.
class VerificationKey {
public:
    /// What HS256 demands at least (RFC 7518, 3.2).
    static constexpr qsizetype MinSecretBytes = 32;
    /// What RS256 demands at least (RFC 7518, 3.3).
    static constexpr int MinRsaBits = 2048;

    /// For HS256. The error is the end of a sentence that begins with the file's name.
    static tl::expected<VerificationKey, QString> fromSecret(const QByteArray &secret);
    /// From a public key in PEM: RSA for RS256, EC on P-256 for ES256, Ed25519 for EdDSA. Errors as above.
    static tl::expected<VerificationKey, QString> fromPem(const QByteArray &pem);

    /// As tokens name it, e.g. `RS256`.
    const QByteArray &algorithm() const { return m_algorithm; }
    /// Tells keys apart, and says nothing about them.
    quint64 fingerprint() const { return m_fingerprint; }

    /// Whether \a signature was made of \a text for that algorithm. Takes the same time for every wrong signature of a secret.
    bool verifies(QByteArrayView text, const QByteArray &signature) const;

private:
    VerificationKey(const QByteArray &algorithm, const QByteArray &material);

    bool verifiesByMac(QByteArrayView text, const QByteArray &signature) const;
    bool verifiesByPublicKey(QByteArrayView text, const QByteArray &signature) const;

    QByteArray m_algorithm;
    quint64 m_fingerprint = 0;
    QByteArray m_secret;
    std::shared_ptr<evp_pkey_st> m_publicKey; ///< null for a secret
};

} // namespace parlor
