// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ConnectionTest.h"
#include "models/Profiles.h"
#include "models/TokenVault.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace parlor::admin {

/// Chooses a server: out of the saved profiles, or by its address. A token is kept in the system's keychain, or else
/// for this session only.
class ConnectDialog : public QDialog {
    Q_OBJECT

public:
    /// What the dialog works with; all of it must outlive it.
    struct Parts {
        Profiles &profiles;
        TokenVault &vault;
        ConnectionTest &test;
        /// Tells the test's transport where it goes.
        std::function<void(const ServerAddress &)> aimTest;
    };

    ConnectDialog(const Parts &parts, const ServerAddress &current, QWidget *parent = nullptr);
    ~ConnectDialog() override;

Q_SIGNALS:
    void chosen(const parlor::admin::ServerAddress &address);

private:
    QWidget *makeList();
    QWidget *makeForm();
    void fillList();
    void showProfile(const QString &name);
    void saveProfile();
    void removeProfile();
    void testConnection();
    void connectNow();
    void say(const QString &text, bool isGood);
    void warnOfToken();
    /// Nothing, and the reason shown, where what was typed is no address.
    std::optional<ServerAddress> typed();

    const Parts m_parts;
    QListWidget *m_list;
    QLineEdit *m_name;
    QLineEdit *m_url;
    QLineEdit *m_token;
    QCheckBox *m_keep;
    QLabel *m_hint;
    QLabel *m_verdict;
    QPushButton *m_test;
    QPushButton *m_save;
    QPushButton *m_remove;
};

} // namespace parlor::admin
