// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ServerProcess.h"

#include <QRegularExpression>

ServerProcess::ServerProcess()
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
}

ServerProcess::~ServerProcess()
{
    if (isRunning()) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool ServerProcess::start(const QStringList &options)
{
    m_process.start(QStringLiteral(PARLOR_SERVER_PATH), QStringList { QStringLiteral("--port"), QStringLiteral("0") } + options);
    static const QRegularExpression line(
        QStringLiteral("^parlor-server listening on http://127\\.0\\.0\\.1:(\\d+)\n$"));
    if (!m_process.waitForStarted() || !m_process.waitForReadyRead())
        return false;
    const auto match = line.match(QString::fromUtf8(m_process.readAllStandardOutput()));
    m_port = quint16(match.captured(1).toUInt());
    return match.hasMatch();
}

void ServerProcess::requestStop()
{
    m_process.terminate();
}

int ServerProcess::waitForEnd()
{
    if (isRunning() && !m_process.waitForFinished(60'000))
        return -1;
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

int ServerProcess::stop()
{
    requestStop();
    return waitForEnd();
}
