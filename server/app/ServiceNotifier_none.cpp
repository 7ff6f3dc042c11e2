// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ServiceNotifier.h"

namespace parlor {

ServiceNotifier::ServiceNotifier() = default;

void ServiceNotifier::ready(const QByteArray &) const { }

void ServiceNotifier::reloading() const { }

void ServiceNotifier::stopping() const { }

void ServiceNotifier::watchdog() const { }

std::optional<std::chrono::milliseconds> ServiceNotifier::watchdogInterval() const
{
    return std::nullopt;
}

void ServiceNotifier::send(const QByteArray &) const { }

} // namespace parlor
