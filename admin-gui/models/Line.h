// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"

#include <QString>

namespace parlor::admin {

/// One line of a stream: a message, or with order 0 a remark of the program's own.
struct Line {
    qint64 order = 0;
    Timestamp time = 0;
    QString roomId;
    QString username;
    QString content;

    bool isRemark() const { return order == 0; }
    static Line of(const Exchange &exchange)
    {
        return { exchange.order, exchange.createdAt, exchange.roomId, exchange.username, exchange.content };
    }
};

} // namespace parlor::admin
