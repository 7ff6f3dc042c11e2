// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "model/Timestamp.h"
#include "validation/PayloadLimits.h"

#include <QByteArray>
#include <QString>

namespace parlor {

class PayloadRules;

/// What somebody wants to post, over REST or as an `exchanges` event: validated, and composed once into what
/// is stored (contract, sections 1 and 3). The room is the caller's affair.
struct MessageDraft {
    QString username;
    QString content;
    /// The sender's createdAt where it is ISO 8601, written as toIsoString() does; otherwise when the draft
    /// was read.
    QByteArray createdAt;
    /// Empty where the sender gave none.
    QString clientMessageId;
    /// Message::members: the fields above and whatever else the payload holds, less the names the server
    /// owns.
    QByteArray members;

    /// Reads `username`, `content` and `clientMessageId` from the payload of \a rules. Fields that the caller
    /// asked for before are part of the verdict, and come first in it. \a now stamps what has no createdAt of
    /// its own.
    static Result<MessageDraft> read(PayloadRules rules, Timestamp now, const PayloadLimits &limits = {});
};

} // namespace parlor
