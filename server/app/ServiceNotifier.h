// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>

namespace parlor {

/// Tells systemd how the server fares (sd_notify(3)). Does nothing where nobody has asked, by $NOTIFY_SOCKET; and never waits, so
/// what the other side does not take at once is lost. One implementation per platform.
class ServiceNotifier {
public:
    /// Reads the environment.
    ServiceNotifier();

    /// \a status is a sentence for people.
    void ready(const QByteArray &status) const;
    void reloading() const;
    void stopping() const;
    void watchdog() const;

    /// How often watchdog() has to be called at least; nothing where nobody watches this process.
    std::optional<std::chrono::milliseconds> watchdogInterval() const;

private:
    void send(const QByteArray &message) const;

    QByteArray m_address;
};

} // namespace parlor
