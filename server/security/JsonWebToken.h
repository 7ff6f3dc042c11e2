// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>

#include <optional>

namespace parlor {

/// A JSON Web Signature in its compact form (RFC 7515, 7.1), taken apart and not yet believed. Pure.
struct JsonWebToken {
    /// Longer ones are not looked at.
    static constexpr qsizetype MaxBytes = 8 * 1024;

    /// The header's `alg`.
    QByteArray algorithm;
    QJsonObject claims;
    /// What was signed. A view into the text that was parsed.
    QByteArrayView signedPart;
    QByteArray signature;

    /// Strictly: three parts in base64url without padding, of which the first two are JSON objects. Nothing where \a text is
    /// anything else, or where its header has `crit`: then there is something in it that must be understood (4.1.11).
    static std::optional<JsonWebToken> parse(QByteArrayView text);
};

} // namespace parlor
