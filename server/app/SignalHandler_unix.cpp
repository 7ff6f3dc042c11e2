// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SignalHandler.h"

#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace parlor {

namespace {

int wakePipe[2] = { -1, -1 };

volatile std::sig_atomic_t isStopping = 0;

/// All that may be done in a signal handler: write a byte, which says which signal it was.
void onSignal(int signal)
{
    const char byte = char(signal);
    [[maybe_unused]] const auto written = ::write(wakePipe[1], &byte, 1);
}

/// Not left to the event loop, which may be what hangs.
void onStopSignal(int signal)
{
    if (isStopping) {
        constexpr char Words[] = "parlor-server: stopped at once\n";
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, Words, sizeof Words - 1);
        ::_exit(1);
    }
    isStopping = 1;
    onSignal(signal);
}

/// A shell starts its jobs in the background so: they are not to end with what is in the foreground.
bool isIgnored(int signal)
{
    struct sigaction action {};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

bool hasTerminal()
{
    const int terminal = ::open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
    if (terminal != -1)
        ::close(terminal);
    return terminal != -1;
}

void setHandler(int signal, void (*handler)(int))
{
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigaction(signal, &action, nullptr);
}

} // namespace

SignalHandler::SignalHandler(QObject *parent) :
    QObject(parent)
{
    if (::pipe(wakePipe) != 0)
        return;
    for (const int descriptor : wakePipe) {
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
    }
    auto *notifier = new QSocketNotifier(wakePipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, hadTerminal = !isIgnored(SIGHUP) && hasTerminal()] {
        bool stops = false;
        bool reloads = false;
        char byte = 0;
        while (::read(wakePipe[0], &byte, 1) > 0)
            (byte == char(SIGHUP) ? reloads : stops) = true;
        if (reloads && hadTerminal && !hasTerminal())
            stops = true;
        else if (reloads)
            Q_EMIT reloadRequested();
        if (stops)
            Q_EMIT stopRequested();
    });
    setHandler(SIGTERM, onStopSignal);
    if (!isIgnored(SIGINT))
        setHandler(SIGINT, onStopSignal);
    setHandler(SIGHUP, onSignal);
    // A peer that went away is an error of the write, not of the process.
    setHandler(SIGPIPE, SIG_IGN);
    // So is a file that has reached the limit of its size.
    setHandler(SIGXFSZ, SIG_IGN);
}

SignalHandler::~SignalHandler()
{
    setHandler(SIGTERM, SIG_DFL);
    setHandler(SIGINT, SIG_DFL);
    setHandler(SIGHUP, SIG_DFL);
    ::close(wakePipe[0]);
    ::close(wakePipe[1]);
}

} // namespace parlor
