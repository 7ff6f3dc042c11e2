// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ConnectionTest.h"
#include "api/NetworkTransport.h"
#include "api/WebSocketLink.h"
#include "models/Profiles.h"
#include "models/Workspace.h"
#include "widgets/MainWindow.h"

#include <QHash>
#include <QSettings>
#include <QTemporaryDir>

/// A keychain that forgets everything when the test ends, or that does not run.
class MemoryVault final : public parlor::admin::TokenVault {
    Q_OBJECT

public:
    void read(const QString &profile,
              std::function<void(const QString &token, const QString &problem)> done) override;
    void write(const QString &profile, const QString &token,
               std::function<void(const QString &problem)> done) override;

    bool isRunning = true;
    QHash<QString, QString> tokens;
};

/// The whole program but for its main(), over real connections, with settings of its own.
class AdminFixture {
public:
    AdminFixture();

    void connectTo(quint16 port, const QString &token = {});
    static parlor::admin::ServerAddress addressOf(quint16 port, const QString &token = {});

    QTemporaryDir directory;
    QSettings settings { directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat };
    parlor::admin::NetworkTransport transport;
    parlor::admin::WebSocketLink link;
    parlor::admin::Workspace workspace;
    parlor::admin::Profiles profiles { settings };
    MemoryVault vault;
    parlor::admin::NetworkTransport testTransport;
    parlor::admin::WebSocketLink testLink;
    parlor::admin::ConnectionTest test;
    parlor::admin::MainWindow window;
};
