// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>

/// A parlor-server of its own for a test: on a free port of 127.0.0.1, ended with the test.
class ServerProcess {
public:
    ServerProcess();
    ~ServerProcess();

    /// Makes start() run it by this program and its options, such as valgrind.
    void setLauncher(const QStringList &launcher) { m_launcher = launcher; }
    /// True once it says that it listens. \a options come after `--port 0`, and `--storage memory` unless they say where
    /// the server is to keep its data.
    bool start(const QStringList &options = {});
    quint16 port() const { return m_port; }
    qint64 processId() const { return m_process.processId(); }
    bool isRunning() const { return m_process.state() == QProcess::Running; }

    /// Over REST; true where it answers 201.
    bool createRoom(const QByteArray &roomId) const;

    /// Asks it to stop (SIGTERM) without waiting.
    void requestStop();
    /// Waits for its end; the exit code, or -1 where it crashed or did not end.
    int waitForEnd();
    int stop();
    /// Ends it as a crash would (SIGKILL), and waits for that.
    void kill();
    /// Makes it stand still (SIGSTOP), and go on.
    void pause() const;
    void resume() const;

    /// The program's path.
    static QString program();

private:
    QProcess m_process;
    QStringList m_launcher;
    quint16 m_port = 0;
};
