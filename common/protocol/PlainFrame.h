// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json/JsonDepth.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonValue>
#include <QString>

#include <tl/expected.hpp>

namespace parlor {

/// One text frame of the plain WebSocket protocol at /ws: `{"event":…,"data":…,"id"?:…}` (contract, section
/// 2).
struct PlainFrame {
    QString event;
    QJsonValue data = QJsonValue(QJsonValue::Undefined);
    /// What the client wants its answer marked with: a string or a number; undefined where it wants none (a
    /// null says the same).
    QJsonValue id = QJsonValue(QJsonValue::Undefined);
};

struct PlainFrameError {
    QString reason;
    bool isTooDeep = false;
    /// As that of PlainFrame; undefined where it cannot be read, too.
    QJsonValue id = QJsonValue(QJsonValue::Undefined);
};

/// Reads a frame; members it does not know are ignored. The error is a sentence that says what is wrong and
/// where, for the `exception` that answers it.
tl::expected<PlainFrame, PlainFrameError> decodePlainFrame(QByteArrayView text, int maxDepth = MaxJsonDepth);

/// `{"event":"name","data":…}`, both parts JSON text already.
QByteArray encodePlainEvent(QByteArrayView nameJson, QByteArrayView dataJson);

/// `{"event":"ack","id":…,"data":…}` or, of a failure, `{"event":"exception",…}`. All JSON text already, the
/// name with its quotes. Where \a idJson is empty, there is no `id`.
QByteArray encodePlainAnswer(QByteArrayView nameJson, QByteArrayView idJson, QByteArrayView dataJson);

} // namespace parlor
