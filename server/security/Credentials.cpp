// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/Credentials.h"

#include "keyfile/KeyFile.h"
#include "security/Fingerprint.h"

#include <openssl/crypto.h>

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;
using keyfile::cannotUse;

namespace {

/// No key or token is larger.
constexpr qint64 MaxFileBytes = 64 * 1024;

using Content = tl::expected<QByteArray, QString>;

Content read(const QString &path)
{
    Content content = keyfile::read(path, MaxFileBytes, u"a key or a token"_s);
    if (!content)
        return content;
    if (content->endsWith('\n'))
        content->chop(content->endsWith("\r\n") ? 2 : 1);
    if (content->isEmpty())
        return tl::unexpected(cannotUse(path, u"is empty"_s));
    return content;
}

QByteArray digestOf(QByteArrayView token)
{
    return QCryptographicHash::hash(token.toByteArray(), QCryptographicHash::Sha256);
}

} // namespace

tl::expected<Credentials::Loaded, QString> Credentials::load(const CredentialFiles &files)
{
    Loaded loaded;
    for (const QString &path : files.adminTokens) {
        const Content token = read(path);
        if (!token)
            return tl::unexpected(token.error());
        if (!loaded.credentials.addAdminToken(*token))
            return tl::unexpected(cannotUse(
                path, u"must hold one line of at least %1 characters, visible ASCII without blanks"_s.arg(
                          MinAdminTokenLength)));
        keyfile::warnWhereShared(path, loaded.warnings);
    }
    const auto addKeys = [&loaded](const QStringList &paths, auto make) -> tl::expected<void, QString> {
        for (const QString &path : paths) {
            const Content content = read(path);
            if (!content)
                return tl::unexpected(content.error());
            const auto key = make(*content);
            if (!key)
                return tl::unexpected(cannotUse(path, key.error()));
            loaded.credentials.addKey(*key);
        }
        return {};
    };
    if (const auto added = addKeys(files.jwtSecrets, &VerificationKey::fromSecret); !added)
        return tl::unexpected(added.error());
    if (const auto added = addKeys(files.jwtPublicKeys, &VerificationKey::fromPem); !added)
        return tl::unexpected(added.error());
    for (const QString &path : files.jwtSecrets)
        keyfile::warnWhereShared(path, loaded.warnings);
    return loaded;
}

bool Credentials::addAdminToken(const QByteArray &token)
{
    const bool isVisible = std::ranges::all_of(token, [](char c) { return c > 0x20 && c < 0x7f; });
    if (token.size() < MinAdminTokenLength || !isVisible)
        return false;
    m_adminDigests.append(digestOf(token));
    m_adminFingerprints.append(fingerprintOf("admin:" + token));
    return true;
}

quint64 Credentials::findAdminToken(QByteArrayView token) const
{
    const QByteArray digest = digestOf(token);
    quint64 found = 0;
    for (qsizetype i = 0; i < m_adminDigests.size(); ++i) {
        if (CRYPTO_memcmp(digest.constData(), m_adminDigests[i].constData(), std::size_t(digest.size())) == 0)
            found = m_adminFingerprints[i];
    }
    return found;
}

QList<VerificationKey> Credentials::keysFor(QByteArrayView algorithm) const
{
    QList<VerificationKey> keys;
    std::ranges::copy_if(m_keys, std::back_inserter(keys),
                         [algorithm](const VerificationKey &key) { return key.algorithm() == algorithm; });
    return keys;
}

bool Credentials::honours(quint64 credential) const
{
    return m_adminFingerprints.contains(credential)
        || std::ranges::any_of(m_keys, [credential](const auto &key) { return key.fingerprint() == credential; });
}

} // namespace parlor
