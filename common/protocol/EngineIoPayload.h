// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/EngineIoPacket.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <span>

namespace parlor {

/// The body of a long-polling request or response: several packets in one ("Payload" in the protocol
/// documents).
///
/// Revision 4 joins texts by U+001E. Revision 3 writes each packet's length before it: in UTF-16 code units
/// and decimal digits where the body is text, in bytes and a binary form where it is not.
struct EngineIoPayload {
    QByteArray bytes;
    bool isBinary = false;
};

/// Writes \a packets, at least one. Binary messages become base64 unless the peer speaks revision 3 and
/// \a supportsBinary.
EngineIoPayload encodeEngineIoPayload(std::span<const EngineIoPacket> packets, EngineIoRevision revision,
                                      bool supportsBinary);

/// Reads a body's packets one by one and gives each to \a take, whose views are valid during the call only;
/// where it returns false, the rest is left unread. False where the body is malformed: what came before was
/// given to take then.
bool decodeEngineIoPayload(QByteArrayView body, bool isBinary, EngineIoRevision revision,
                           const std::function<bool(const EngineIoPacket &)> &take);

} // namespace parlor
