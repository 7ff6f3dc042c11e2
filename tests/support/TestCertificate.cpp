// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestCertificate.h"

#include "support/Pem.h"

#include <QFile>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace {

constexpr long DaySeconds = 24 * 60 * 60;

void addExtension(X509 *certificate, int nid, const char *value)
{
    X509_EXTENSION *const extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

} // namespace

TestCertificate::TestCertificate(const QByteArray &commonName, int days)
{
    EVP_PKEY *const pair = EVP_EC_gen("P-256");
    X509 *const made = X509_new();
    X509_set_version(made, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -30 * DaySeconds);
    X509_gmtime_adj(X509_getm_notAfter(made), days * DaySeconds);
    X509_set_pubkey(made, pair);
    X509_NAME *const name = X509_get_subject_name(made);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(commonName.constData()),
                               int(commonName.size()), -1, 0);
    X509_set_issuer_name(made, name);
    addExtension(made, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(made, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    X509_sign(made, pair, EVP_sha256());
    certificate = pemOf([made](BIO *bio) { PEM_write_bio_X509(bio, made); });
    key = pemOf([pair](BIO *bio) { PEM_write_bio_PrivateKey(bio, pair, nullptr, nullptr, 0, nullptr, nullptr); });
    X509_free(made);
    EVP_PKEY_free(pair);
}

QString TestFiles::write(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("No file");
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return file.fileName();
}
