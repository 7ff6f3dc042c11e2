// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ConnectionTest.h"
#include "api/NetworkTransport.h"
#include "api/WebSocketLink.h"
#include "app/KeychainVault.h"
#include "models/Profiles.h"
#include "models/Workspace.h"
#include "widgets/MainWindow.h"

#include <QSettings>

#include <optional>

namespace parlor::admin {

/// The composition root: makes everything, and gives each part what it needs.
class AdminApp {
public:
    AdminApp();
    ~AdminApp();

    /// Shows the window and connects: to \a server, else to the last one, else to the one that is asked for. Where
    /// there is no token, one that a profile of that address keeps is taken.
    void start(const std::optional<ServerAddress> &server);

private:
    void open(const ServerAddress &address);

    QSettings m_settings;
    NetworkTransport m_transport;
    WebSocketLink m_link;
    Workspace m_workspace;
    Profiles m_profiles;
    KeychainVault m_vault;
    NetworkTransport m_testTransport;
    WebSocketLink m_testLink;
    ConnectionTest m_test;
    MainWindow m_window;
};

} // namespace parlor::admin
