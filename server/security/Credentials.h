// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "security/VerificationKey.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace parlor {

/// Where the operator keeps what lets people in. Several files of a kind serve together, so that one can replace another
/// while both are good.
struct CredentialFiles {
    QStringList adminTokens;
    QStringList jwtSecrets;
    QStringList jwtPublicKeys;

    bool isEmpty() const { return adminTokens.isEmpty() && jwtSecrets.isEmpty() && jwtPublicKeys.isEmpty(); }
};

/// What tokens are checked against. Constant once made, so threads may share one.
class Credentials {
public:
    static constexpr qsizetype MinAdminTokenLength = 16;

    /// What a file held that lets people in, and what the operator should know about it.
    struct Loaded;
    /// Reads every file; the last line break in one does not count. The error is a sentence that names the file: it cannot be read,
    /// is empty, or holds what is of no use.
    static tl::expected<Loaded, QString> load(const CredentialFiles &files);

    /// False with an admin token that is too short or has anything but visible ASCII in it.
    bool addAdminToken(const QByteArray &token);
    void addKey(const VerificationKey &key) { m_keys.append(key); }

    /// The fingerprint of the admin token that \a token is; 0 where it is none. Takes the same time for every wrong one.
    quint64 findAdminToken(QByteArrayView token) const;
    /// Those for that algorithm, as tokens name it.
    QList<VerificationKey> keysFor(QByteArrayView algorithm) const;
    /// Whether an identity that had that Identity::credential would be let in again.
    bool honours(quint64 credential) const;

private:
    QList<QByteArray> m_adminDigests; ///< SHA-256: the tokens themselves are not kept
    QList<quint64> m_adminFingerprints; ///< in the same positions
    QList<VerificationKey> m_keys;
};

struct Credentials::Loaded {
    Credentials credentials;
    /// Sentences.
    QStringList warnings;
};

} // namespace parlor
