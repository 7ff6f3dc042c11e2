// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/VerificationKey.h"

#include "keyfile/OpenSslHandle.h"
#include "security/Fingerprint.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <array>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

using Bio = OpenSslHandle<BIO, BIO_free>;
using Digest = OpenSslHandle<EVP_MD_CTX, EVP_MD_CTX_free>;
using EcSignature = OpenSslHandle<ECDSA_SIG, ECDSA_SIG_free>;

/// Of each of the two numbers of an ES256 signature.
constexpr int CoordinateBytes = 32;

const unsigned char *bytesOf(QByteArrayView text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

bool isOnP256(const EVP_PKEY *key)
{
    std::array<char, 64> name {};
    std::size_t length = 0;
    return EVP_PKEY_get_group_name(key, name.data(), name.size(), &length) == 1
        && QByteArrayView(name.data(), qsizetype(length)) == "prime256v1";
}

tl::expected<QByteArray, QString> algorithmFor(const EVP_PKEY *key)
{
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
        if (EVP_PKEY_get_bits(key) < VerificationKey::MinRsaBits)
            return tl::unexpected(u"holds an RSA key of less than %1 bits"_s.arg(VerificationKey::MinRsaBits));
        return "RS256"_ba;
    case EVP_PKEY_EC:
        if (!isOnP256(key))
            return tl::unexpected(u"holds a key on another curve than P-256"_s);
        return "ES256"_ba;
    case EVP_PKEY_ED25519:
        return "EdDSA"_ba;
    default:
        return tl::unexpected(u"holds a key that is neither RSA, nor EC on P-256, nor Ed25519"_s);
    }
}

/// From the two numbers side by side (RFC 7518, 3.4) to the DER that OpenSSL reads; empty where they are none.
QByteArray toDer(const QByteArray &signature)
{
    if (signature.size() != 2 * CoordinateBytes)
        return {};
    const EcSignature pair(ECDSA_SIG_new());
    BIGNUM *r = BN_bin2bn(bytesOf(signature), CoordinateBytes, nullptr);
    BIGNUM *s = BN_bin2bn(bytesOf(signature) + CoordinateBytes, CoordinateBytes, nullptr);
    if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return {};
    }
    QByteArray der(i2d_ECDSA_SIG(pair.get(), nullptr), Qt::Uninitialized);
    auto *end = reinterpret_cast<unsigned char *>(der.data());
    i2d_ECDSA_SIG(pair.get(), &end);
    return der;
}

} // namespace

VerificationKey::VerificationKey(const QByteArray &algorithm, const QByteArray &material) :
    m_algorithm(algorithm),
    m_fingerprint(fingerprintOf(algorithm + ':' + material))
{
}

tl::expected<VerificationKey, QString> VerificationKey::fromSecret(const QByteArray &secret)
{
    if (secret.startsWith("-----BEGIN"))
        return tl::unexpected(u"holds a key in PEM, which is no secret to share: it is for --jwt-public-key-file"_s);
    if (secret.size() < MinSecretBytes)
        return tl::unexpected(u"holds a secret of less than %1 bytes"_s.arg(MinSecretBytes));
    VerificationKey key("HS256", secret);
    key.m_secret = secret;
    return key;
}

tl::expected<VerificationKey, QString> VerificationKey::fromPem(const QByteArray &pem)
{
    if (pem.contains("PRIVATE KEY-----"))
        return tl::unexpected(u"holds a private key, which only who makes tokens should have: give the public one"_s);
    const Bio bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    std::shared_ptr<EVP_PKEY> publicKey(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    ERR_clear_error();
    if (!publicKey)
        return tl::unexpected(u"holds no public key in PEM"_s);
    const auto algorithm = algorithmFor(publicKey.get());
    if (!algorithm)
        return tl::unexpected(algorithm.error());
    VerificationKey key(*algorithm, pem);
    key.m_publicKey = std::move(publicKey);
    return key;
}

bool VerificationKey::verifies(QByteArrayView text, const QByteArray &signature) const
{
    const bool verified = m_publicKey ? verifiesByPublicKey(text, signature) : verifiesByMac(text, signature);
    // What OpenSSL notes about a bad signature would else stay with the thread.
    ERR_clear_error();
    return verified;
}

bool VerificationKey::verifiesByMac(QByteArrayView text, const QByteArray &signature) const
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> expected {};
    unsigned int size = 0;
    if (!HMAC(EVP_sha256(), m_secret.constData(), int(m_secret.size()), bytesOf(text), std::size_t(text.size()),
              expected.data(), &size))
        return false;
    return signature.size() == qsizetype(size) && CRYPTO_memcmp(expected.data(), signature.constData(), size) == 0;
}

bool VerificationKey::verifiesByPublicKey(QByteArrayView text, const QByteArray &signature) const
{
    const QByteArray der = m_algorithm == "ES256" ? toDer(signature) : signature;
    const EVP_MD *const hash = m_algorithm == "EdDSA" ? nullptr : EVP_sha256();
    const Digest digest(EVP_MD_CTX_new());
    return digest && !der.isEmpty()
        && EVP_DigestVerifyInit(digest.get(), nullptr, hash, nullptr, m_publicKey.get()) == 1
        && EVP_DigestVerify(digest.get(), bytesOf(der), std::size_t(der.size()), bytesOf(text),
                            std::size_t(text.size())) == 1;
}

} // namespace parlor
