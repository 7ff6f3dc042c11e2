// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TokenSigner.h"

#include "support/Pem.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

using namespace Qt::StringLiterals;

namespace {

/// The two numbers side by side, as RFC 7518, 3.4 wants them.
QByteArray fromDer(const QByteArray &der)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    ECDSA_SIG *const signature = d2i_ECDSA_SIG(nullptr, &bytes, der.size());
    QByteArray pair(64, '\0');
    auto *const out = reinterpret_cast<unsigned char *>(pair.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(signature), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature), out + 32, 32);
    ECDSA_SIG_free(signature);
    return pair;
}

} // namespace

TokenSigner TokenSigner::withSecret(const QByteArray &secret)
{
    TokenSigner signer;
    signer.m_algorithm = "HS256";
    signer.m_secret = secret;
    return signer;
}

TokenSigner TokenSigner::withNewKey(const QByteArray &algorithm, int rsaBits)
{
    EVP_PKEY *key = nullptr;
    if (algorithm == "RS256")
        key = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t(rsaBits));
    else if (algorithm == "ES256")
        key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    else if (algorithm == "ES384")
        key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384");
    else
        key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    TokenSigner signer;
    signer.m_algorithm = algorithm;
    signer.m_key.reset(key, EVP_PKEY_free);
    return signer;
}

QByteArray TokenSigner::publicKey() const
{
    return pemOf([this](BIO *bio) { PEM_write_bio_PUBKEY(bio, m_key.get()); });
}

QByteArray TokenSigner::privateKey() const
{
    return pemOf([this](BIO *bio) {
        PEM_write_bio_PrivateKey(bio, m_key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
}

QByteArray TokenSigner::sign(const QJsonObject &claims, const QJsonObject &header) const
{
    QJsonObject whole { { u"alg"_s, QString::fromLatin1(m_algorithm) }, { u"typ"_s, u"JWT"_s } };
    for (auto it = header.begin(); it != header.end(); ++it)
        whole.insert(it.key(), it.value());
    return signText(QJsonDocument(whole).toJson(QJsonDocument::Compact),
                    QJsonDocument(claims).toJson(QJsonDocument::Compact));
}

QByteArray TokenSigner::signText(const QByteArray &header, const QByteArray &claims) const
{
    const QByteArray text = base64Url(header) + '.' + base64Url(claims);
    return text + '.' + base64Url(signatureOf(text));
}

QByteArray TokenSigner::base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray TokenSigner::signatureOf(const QByteArray &text) const
{
    if (!m_key)
        return QMessageAuthenticationCode::hash(text, m_secret, QCryptographicHash::Sha256);
    EVP_MD_CTX *const digest = EVP_MD_CTX_new();
    const EVP_MD *const hash = m_algorithm == "EdDSA" ? nullptr : EVP_sha256();
    const auto *const input = reinterpret_cast<const unsigned char *>(text.constData());
    std::size_t size = 0;
    QByteArray signature;
    if (EVP_DigestSignInit(digest, nullptr, hash, nullptr, m_key.get()) == 1
        && EVP_DigestSign(digest, nullptr, &size, input, std::size_t(text.size())) == 1) {
        signature.resize(qsizetype(size));
        EVP_DigestSign(digest, reinterpret_cast<unsigned char *>(signature.data()), &size, input,
                       std::size_t(text.size()));
        signature.truncate(qsizetype(size));
    }
    EVP_MD_CTX_free(digest);
    return m_algorithm == "ES256" ? fromDer(signature) : signature;
}
