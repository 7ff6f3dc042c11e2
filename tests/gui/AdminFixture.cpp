// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "AdminFixture.h"

using namespace parlor::admin;
using namespace Qt::StringLiterals;

void MemoryVault::read(const QString &profile, std::function<void(const QString &token, const QString &problem)> done)
{
    const QString problem = isRunning ? QString() : u"No keychain service runs here."_s;
    QMetaObject::invokeMethod(
        this, [done, token = tokens.value(profile), problem] { done(token, problem); }, Qt::QueuedConnection);
}

void MemoryVault::write(const QString &profile, const QString &token,
                        std::function<void(const QString &problem)> done)
{
    if (isRunning)
        tokens.insert(profile, token);
    const QString problem = isRunning ? QString() : u"No keychain service runs here."_s;
    QMetaObject::invokeMethod(this, [done, problem] { done(problem); }, Qt::QueuedConnection);
}

AdminFixture::AdminFixture() :
    workspace(transport, link, [this](const ServerAddress &address) { transport.setAddress(address); }),
    test(testTransport, testLink),
    window({ workspace,
             settings,
             { profiles, vault, test, [this](const ServerAddress &address) { testTransport.setAddress(address); } } })
{
    QObject::connect(&window, &MainWindow::serverChosen, &workspace, &Workspace::open);
}

void AdminFixture::connectTo(quint16 port, const QString &token)
{
    workspace.open(addressOf(port, token));
}

ServerAddress AdminFixture::addressOf(quint16 port, const QString &token)
{
    return ServerAddress::parse(u"http://127.0.0.1:%1"_s.arg(port), token).value();
}
