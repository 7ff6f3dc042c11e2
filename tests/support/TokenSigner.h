// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <memory>

// OpenSSL's EVP_PKEY.
struct evp_pkey_st;

/// Makes JSON Web Tokens with a key of its own, right or wrong, as somebody else's program would.
class TokenSigner {
public:
    /// `HS256` with that secret.
    static TokenSigner withSecret(const QByteArray &secret);
    /// `RS256`, `ES256` or `EdDSA` with a new pair of keys; \a rsaBits is for the first.
    static TokenSigner withNewKey(const QByteArray &algorithm, int rsaBits = 2048);

    /// In PEM.
    QByteArray publicKey() const;
    QByteArray privateKey() const;

    /// A token with those claims. \a header adds to, and replaces, the usual one.
    QByteArray sign(const QJsonObject &claims, const QJsonObject &header = {}) const;
    /// The same of parts that are text already.
    QByteArray signText(const QByteArray &header, const QByteArray &claims) const;

    static QByteArray base64Url(const QByteArray &bytes);

private:
    QByteArray signatureOf(const QByteArray &text) const;

    QByteArray m_algorithm;
    QByteArray m_secret;
    std::shared_ptr<evp_pkey_st> m_key;
};
