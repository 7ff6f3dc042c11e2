// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Require.h"

#include "security/AccessPolicy.h"
#include "security/Authenticator.h"
#include "security/JsonWebToken.h"

#include <QMessageAuthenticationCode>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Secret = "a secret of more than thirty-two bytes"_ba;
const QByteArray AdminToken = "admin-token-of-the-target"_ba;

/// Of every input: 2026-01-31T12:00:00Z.
constexpr Timestamp Now = 1'769'860'800'000;

QByteArray toBase64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

const Authenticator &authenticator()
{
    static const Authenticator instance = [] {
        auto credentials = std::make_shared<Credentials>();
        credentials->addAdminToken(AdminToken);
        credentials->addKey(VerificationKey::fromSecret(Secret).value());
        return Authenticator(credentials);
    }();
    return instance;
}

/// Nobody can sign by chance, so a token that is let in was made with the secret.
void checkToken(QByteArrayView text)
{
    const auto token = JsonWebToken::parse(text);
    const auto identity = authenticator().authenticate(text, Now);
    if (!token) {
        require(!identity || text == AdminToken, "what is no token lets nobody in");
        return;
    }
    require(text.startsWith(token->signedPart), "what was signed stands in the token");
    require(text == QByteArray(token->signedPart + '.' + toBase64Url(token->signature)), "there is one way to write a token");
    require(!identity || token->algorithm == "HS256", "the key decides the algorithm");
}

/// Whatever the claims are, once they are signed.
void checkClaims(const QByteArray &claims)
{
    const QByteArray signedPart = toBase64Url(R"({"alg":"HS256"})") + '.' + toBase64Url(claims);
    const QByteArray signature = QMessageAuthenticationCode::hash(signedPart, Secret, QCryptographicHash::Sha256);
    const auto identity = authenticator().authenticate(QByteArray(signedPart + '.' + toBase64Url(signature)), Now);
    if (!identity)
        return;
    const Identity &who = **identity;
    require(who.role != Role::Anonymous, "who has a token is somebody");
    require(!who.username.isEmpty(), "who has a token has a name");
    require(who.expiresAt && *who.expiresAt > Now, "tokens end, and not before they were looked at");
    require(authenticator().stillVouchesFor(who), "what vouched for it still does");
    for (const QString &roomId : { u"tea"_s, u"tea-1"_s, QString() }) {
        require(who.role != Role::Member || !accesspolicy::allows(who, Action::CloseRoom, roomId), "members close no rooms");
        require(who.rooms.covers(roomId) || !accesspolicy::allows(who, Action::ReadMessages, roomId),
                "nobody reads rooms that the token is not for");
    }
}

} // namespace

/// A token, or claims, or the value of an Authorization field.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    checkToken(bytes);
    checkClaims(bytes);
    const QByteArrayView bearer = Authenticator::bearerToken(bytes);
    require(bearer.size() <= bytes.size(), "a token is part of its field");
    checkToken(bearer);
    return 0;
}
