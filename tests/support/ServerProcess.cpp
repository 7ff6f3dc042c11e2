// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ServerProcess.h"

#include <QRegularExpression>
#include <QTcpSocket>

#ifdef Q_OS_UNIX
#include <csignal>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

ServerProcess::ServerProcess()
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
#ifdef Q_OS_LINUX
    // A test that crashes takes its server with it.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
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
    QStringList command = m_launcher;
    command += { QStringLiteral(PARLOR_SERVER_PATH), QStringLiteral("--port"), QStringLiteral("0") };
    if (!options.contains(QStringLiteral("--data")))
        command += { QStringLiteral("--storage"), QStringLiteral("memory") };
    command += options;
    const QString program = command.takeFirst();
    m_process.start(program, command);
    static const QRegularExpression line(
        QStringLiteral("^parlor-server listening on https?://127\\.0\\.0\\.1:(\\d+)\n$"));
    if (!m_process.waitForStarted() || !m_process.waitForReadyRead())
        return false;
    const auto match = line.match(QString::fromUtf8(m_process.readAllStandardOutput()));
    m_port = quint16(match.captured(1).toUInt());
    return match.hasMatch();
}

bool ServerProcess::createRoom(const QByteArray &roomId) const
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    const QByteArray body = "{\"roomId\":\"" + roomId + "\",\"creatorUsername\":\"tester\"}";
    socket.write("POST /api/v1/rooms HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                 + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    while (socket.waitForReadyRead(10'000)) { }
    return socket.readAll().startsWith("HTTP/1.1 201 ");
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

void ServerProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void ServerProcess::pause() const
{
#ifdef Q_OS_UNIX
    ::kill(pid_t(processId()), SIGSTOP);
#endif
}

void ServerProcess::resume() const
{
#ifdef Q_OS_UNIX
    ::kill(pid_t(processId()), SIGCONT);
#endif
}

QString ServerProcess::program()
{
    return QStringLiteral(PARLOR_SERVER_PATH);
}

int ServerProcess::stop()
{
    requestStop();
    return waitForEnd();
}
