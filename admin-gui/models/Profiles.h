// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSettings>
#include <QString>

#include <optional>

namespace parlor::admin {

/// A server that the operator wants to find again. Its token is not here but in a TokenVault.
struct Profile {
    QString name;
    QString url;
    bool keepsToken = false; ///< there is a token in the vault

    bool operator==(const Profile &) const = default;
};

/// The saved profiles, in their order; each change is in the settings at once.
class Profiles {
public:
    /// \a settings must outlive this.
    explicit Profiles(QSettings &settings);

    const QList<Profile> &all() const { return m_profiles; }
    std::optional<Profile> find(const QString &name) const;
    /// One of that address whose token is in the vault.
    std::optional<Profile> findWithToken(const QString &url) const;
    /// Replaces the one of that name.
    void save(const Profile &profile);
    void remove(const QString &name);

private:
    void store();

    QSettings &m_settings;
    QList<Profile> m_profiles;
};

} // namespace parlor::admin
