// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace parlor::admin {

/// Where tokens are kept between sessions. Completions come from the event loop, once; \a problem is a sentence, or
/// empty where there was none.
class TokenVault : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// An empty token where there is none.
    virtual void read(const QString &profile, std::function<void(const QString &token, const QString &problem)> done)
        = 0;
    /// An empty token is removed.
    virtual void write(const QString &profile, const QString &token, std::function<void(const QString &problem)> done)
        = 0;
};

} // namespace parlor::admin
