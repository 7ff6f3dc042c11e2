// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "model/Timestamp.h"
#include "security/Credentials.h"
#include "security/Identity.h"

#include <QByteArrayView>

#include <memory>
#include <optional>

namespace parlor {

struct JsonWebToken;

/// Tells who somebody is by the token that they bring: an admin token, or a JSON Web Token (RFC 7519) whose `role` and `rooms` say what
/// they may do (contract, section 5). One for each worker, on its thread.
///
/// What is wrong with a token is nobody's business: the error is always Unauthorized, and no token is kept or told.
class Authenticator {
public:
    /// How far the clocks of who makes tokens and of this machine may be apart.
    static constexpr Timestamp ClockSkewMs = 10'000;

    /// Without \a credentials the server is open: everybody is anonymous.
    explicit Authenticator(std::shared_ptr<const Credentials> credentials = {});

    bool isOpen() const { return !m_credentials; }
    /// What tokens are checked against from now on.
    void setCredentials(std::shared_ptr<const Credentials> credentials);
    /// Whether what vouched for \a identity is still among the credentials.
    bool stillVouchesFor(const Identity &identity) const;

    /// Who brings \a token, at the time \a now.
    Result<SharedIdentity> authenticate(QByteArrayView token, Timestamp now = currentTimestamp()) const;

    /// The token in the value of an Authorization field (RFC 6750, 2.1); empty where there is none.
    static QByteArrayView bearerToken(QByteArrayView authorization);

private:
    std::optional<Identity> identify(QByteArrayView token, Timestamp now) const;
    /// The fingerprint of the key that signed it; 0 where none did.
    quint64 findSigner(const JsonWebToken &token) const;

    std::shared_ptr<const Credentials> m_credentials;
};

} // namespace parlor
