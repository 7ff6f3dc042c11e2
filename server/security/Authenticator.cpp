// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/Authenticator.h"

#include "security/JsonWebToken.h"
#include "validation/PayloadRules.h"

#include <QJsonArray>

#include <cmath>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// The year 9999: what is later is no date that somebody meant.
constexpr double MaxSeconds = 253'402'300'799;

/// A NumericDate (RFC 7519, 2).
std::optional<Timestamp> readTime(const QJsonValue &value)
{
    const double seconds = value.toDouble(-1);
    if (!value.isDouble() || !(seconds >= 0 && seconds <= MaxSeconds))
        return std::nullopt;
    return Timestamp(std::floor(seconds * 1000));
}

std::optional<Role> readRole(const QJsonValue &value)
{
    const QString role = value.toString();
    if (role == "admin"_L1)
        return Role::Admin;
    if (role == "observer"_L1)
        return Role::Observer;
    if (role == "member"_L1)
        return Role::Member;
    return std::nullopt;
}

/// Without the claim: every room.
std::optional<RoomScope> readRooms(const QJsonValue &value)
{
    if (value.isUndefined())
        return RoomScope();
    if (!value.isArray())
        return std::nullopt;
    QStringList entries;
    const QJsonArray array = value.toArray();
    for (const QJsonValue entry : array) {
        if (!entry.isString() || entry.toString().isEmpty())
            return std::nullopt;
        entries += entry.toString();
    }
    return RoomScope(entries);
}

/// Both ends of the time in which a token holds, each with the leeway.
std::optional<Timestamp> readEnd(const QJsonObject &claims, Timestamp now)
{
    const QJsonValue notBefore = claims.value("nbf"_L1);
    const auto begin = notBefore.isUndefined() ? std::optional<Timestamp>(0) : readTime(notBefore);
    const auto end = readTime(claims.value("exp"_L1));
    if (!begin || !end || now + Authenticator::ClockSkewMs < *begin || now >= *end + Authenticator::ClockSkewMs)
        return std::nullopt;
    return *end + Authenticator::ClockSkewMs;
}

std::optional<Identity> readClaims(const QJsonObject &claims, Timestamp now)
{
    PayloadRules rules(claims);
    const QString username = rules.name("sub"_L1);
    const auto role = readRole(claims.value("role"_L1));
    const auto rooms = readRooms(claims.value("rooms"_L1));
    const auto end = readEnd(claims, now);
    if (!rules.verdict() || !role || !rooms || !end)
        return std::nullopt;
    return Identity { .role = *role, .username = username, .rooms = *rooms, .expiresAt = end };
}

} // namespace

Authenticator::Authenticator(std::shared_ptr<const Credentials> credentials) :
    m_credentials(std::move(credentials))
{
}

void Authenticator::setCredentials(std::shared_ptr<const Credentials> credentials)
{
    m_credentials = std::move(credentials);
}

bool Authenticator::stillVouchesFor(const Identity &identity) const
{
    return isOpen() || m_credentials->honours(identity.credential);
}

Result<SharedIdentity> Authenticator::authenticate(QByteArrayView token, Timestamp now) const
{
    static const auto anybody = std::make_shared<const Identity>();
    if (isOpen())
        return anybody;
    if (const auto identity = identify(token, now))
        return std::make_shared<const Identity>(*identity);
    return tl::unexpected(Error::of(Error::Kind::Unauthorized));
}

QByteArrayView Authenticator::bearerToken(QByteArrayView authorization)
{
    constexpr QByteArrayView scheme("bearer ");
    if (authorization.size() <= scheme.size()
        || authorization.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return {};
    return authorization.sliced(scheme.size()).trimmed();
}

std::optional<Identity> Authenticator::identify(QByteArrayView token, Timestamp now) const
{
    if (token.isEmpty() || token.size() > JsonWebToken::MaxBytes)
        return std::nullopt;
    if (const quint64 admin = m_credentials->findAdminToken(token); admin != 0)
        return Identity { .role = Role::Admin, .username = {}, .rooms = {}, .expiresAt = {}, .credential = admin };
    const auto parsed = JsonWebToken::parse(token);
    const quint64 signer = parsed ? findSigner(*parsed) : 0;
    if (signer == 0)
        return std::nullopt;
    auto identity = readClaims(parsed->claims, now);
    if (identity)
        identity->credential = signer;
    return identity;
}

quint64 Authenticator::findSigner(const JsonWebToken &token) const
{
    const QList<VerificationKey> keys = m_credentials->keysFor(token.algorithm);
    for (const VerificationKey &key : keys) {
        if (key.verifies(token.signedPart, token.signature))
            return key.fingerprint();
    }
    return 0;
}

} // namespace parlor
