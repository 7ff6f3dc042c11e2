// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/TokenVault.h"

namespace parlor::admin {

/// The system's keychain, through QtKeychain: the Secret Service or KWallet, the macOS keychain, the Windows credential
/// store. Where no such service runs, completions say so.
class KeychainVault final : public TokenVault {
    Q_OBJECT

public:
    using TokenVault::TokenVault;

    void read(const QString &profile,
              std::function<void(const QString &token, const QString &problem)> done) override;
    void write(const QString &profile, const QString &token,
               std::function<void(const QString &problem)> done) override;
};

} // namespace parlor::admin
