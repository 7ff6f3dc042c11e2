// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsContext.h"

#include "keyfile/KeyFile.h"
#include "keyfile/OpenSslHandle.h"

#include <QByteArray>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace parlor {

using namespace Qt::StringLiterals;
using keyfile::cannotUse;

namespace {

using Bio = OpenSslHandle<BIO, BIO_free>;
using Certificate = OpenSslHandle<X509, X509_free>;
using Key = OpenSslHandle<EVP_PKEY, EVP_PKEY_free>;
using Check = tl::expected<void, QString>;

/// No chain of certificates is larger.
constexpr qint64 MaxFileBytes = 1024 * 1024;

/// Those of TLS 1.2 that keep what was said secret when the key becomes known later. TLS 1.3 has no others.
constexpr auto CiphersOfTls12 = "ECDHE+AESGCM:ECDHE+CHACHA20";

tl::expected<QByteArray, QString> read(const QString &path)
{
    return keyfile::read(path, MaxFileBytes, u"a certificate or a key"_s);
}

Bio reader(const QByteArray &content)
{
    return Bio(BIO_new_mem_buf(content.constData(), int(content.size())));
}

/// A server that starts by itself has nobody to ask.
int refusePassword(char *, int, int, void *)
{
    return 0;
}

/// RFC 7301, 3.2: a client that names protocols, and not ours, is to be refused.
int chooseProtocol(SSL *, const unsigned char **chosen, unsigned char *length, const unsigned char *offered,
                   unsigned offeredLength, void *)
{
    static constexpr unsigned char ours[] = { 8, 'h', 't', 't', 'p', '/', '1', '.', '1' };

    unsigned char *common = nullptr;
    if (SSL_select_next_proto(&common, length, ours, sizeof ours, offered, offeredLength) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = common;
    return SSL_TLSEXT_ERR_OK;
}

void setRules(SSL_CTX *context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, CiphersOfTls12);
    // A client could have handshakes made over and over, which cost it less than the server.
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // Clients resume by tickets, which they keep; the server keeps nothing, and nothing of an idle connection's buffers.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);
}

Check useCertificates(SSL_CTX *context, const QString &path, QStringList &warnings)
{
    const auto content = read(path);
    if (!content)
        return tl::unexpected(content.error());
    const Bio bio = reader(*content);
    const Certificate own(PEM_read_bio_X509_AUX(bio.get(), nullptr, refusePassword, nullptr));
    if (!own)
        return tl::unexpected(cannotUse(path, u"holds no certificate in PEM"_s));
    if (SSL_CTX_use_certificate(context, own.get()) != 1)
        return tl::unexpected(cannotUse(path, u"holds a certificate that OpenSSL does not take: its key is too weak"_s));
    while (const Certificate next { PEM_read_bio_X509(bio.get(), nullptr, refusePassword, nullptr) }) {
        if (SSL_CTX_add1_chain_cert(context, next.get()) != 1)
            return tl::unexpected(cannotUse(path, u"holds a certificate that OpenSSL does not take"_s));
    }
    if (X509_cmp_current_time(X509_get0_notAfter(own.get())) < 0)
        warnings += cannotUse(path, u"holds a certificate that has expired"_s);
    else if (X509_cmp_current_time(X509_get0_notBefore(own.get())) > 0)
        warnings += cannotUse(path, u"holds a certificate that is not valid yet"_s);
    return {};
}

Check useKey(SSL_CTX *context, const TlsFiles &files, QStringList &warnings)
{
    const auto content = read(files.key);
    if (!content)
        return tl::unexpected(content.error());
    const Key key(PEM_read_bio_PrivateKey(reader(*content).get(), nullptr, refusePassword, nullptr));
    if (!key)
        return tl::unexpected(cannotUse(files.key, u"holds no private key in PEM, or one with a password"_s));
    if (SSL_CTX_use_PrivateKey(context, key.get()) != 1)
        return tl::unexpected(cannotUse(files.key, u"is not the key of the certificate in '%1'"_s.arg(files.certificate)));
    keyfile::warnWhereShared(files.key, warnings);
    return {};
}

} // namespace

TlsContext::TlsContext(Handle handle) :
    m_handle(std::move(handle))
{
}

void TlsContext::Deleter::operator()(SSL_CTX *context) const
{
    SSL_CTX_free(context);
}

tl::expected<TlsContext::Loaded, QString> TlsContext::load(const TlsFiles &files)
{
    Handle handle(SSL_CTX_new(TLS_server_method()));
    if (!handle)
        return tl::unexpected(u"OpenSSL cannot make a TLS server"_s);
    setRules(handle.get());
    Loaded loaded;
    Check done = useCertificates(handle.get(), files.certificate, loaded.warnings).and_then([&] {
        return useKey(handle.get(), files, loaded.warnings);
    });
    // What it says of a file is not to be taken for what a connection did.
    ERR_clear_error();
    if (!done)
        return tl::unexpected(done.error());
    loaded.context.reset(new TlsContext(std::move(handle)));
    return loaded;
}

} // namespace parlor
