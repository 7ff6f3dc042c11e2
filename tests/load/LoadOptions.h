// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Dialect.h"
#include "Endpoint.h"

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace parlor::load {

/// What parlor-load is to do. Which of them matter to which case, its --help says.
struct LoadOptions {
    QString caseName;
    Endpoint endpoint;
    Protocol protocol = Protocol::EngineIo4;
    qint64 processId = 0;
    QByteArray prefix = "load";
    int rooms = 1;
    int members = 1000;
    int publishers = 1;
    int window = 1;
    double rate = 0;
    int idle = 0;
    bool observe = false;
    qint64 posts = 0;
    int contentBytes = 64;
    int connections = 50;
    int messages = 20;
    int limit = 0;
    int slow = 10;
    int polling = 100;
    double churn = 100;
    double warmup = 1;
    double seconds = 4;

    /// \a arguments begins with the program's name; the error says what is wrong with them.
    static tl::expected<LoadOptions, QString> parse(const QStringList &arguments);
    /// The text of --help or --version where \a arguments ask for it; null otherwise.
    static QString information(const QStringList &arguments);
};

} // namespace parlor::load
