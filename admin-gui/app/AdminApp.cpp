// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AdminApp.h"

#include "widgets/Appearance.h"

namespace parlor::admin {

using namespace Qt::StringLiterals;

AdminApp::AdminApp() :
    m_workspace(m_transport, m_link, [this](const ServerAddress &address) { m_transport.setAddress(address); }),
    m_profiles(m_settings),
    m_test(m_testTransport, m_testLink),
    m_window({ m_workspace,
               m_settings,
               { m_profiles, m_vault, m_test,
                 [this](const ServerAddress &address) { m_testTransport.setAddress(address); } } })
{
    QObject::connect(&m_window, &MainWindow::serverChosen, &m_window,
                     [this](const ServerAddress &address) { open(address); });
}

AdminApp::~AdminApp() = default;

void AdminApp::start(const std::optional<ServerAddress> &server)
{
    m_window.show();
    if (server && !server->token.isEmpty())
        return open(*server);
    const auto last = ServerAddress::parse(m_settings.value("lastServer"_L1).toString());
    if (!server && !last) {
        m_window.chooseServer();
        return;
    }
    const ServerAddress address = server ? *server : *last;
    const auto profile = m_profiles.findWithToken(address.name());
    if (!profile)
        return open(address);
    m_vault.read(profile->name, [this, address](const QString &token, const QString &) {
        open({ address.url, token });
    });
}

void AdminApp::open(const ServerAddress &address)
{
    m_settings.setValue("lastServer"_L1, address.name());
    m_workspace.open(address);
}

} // namespace parlor::admin
