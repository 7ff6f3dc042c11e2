// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>

namespace parlor {

/// How an event is written for a client. Each event is written once per format, whatever the number of its recipients.
enum class WireFormat : quint8 { SocketIo, PlainWebSocket };

inline constexpr std::array AllWireFormats { WireFormat::SocketIo, WireFormat::PlainWebSocket };

/// The event as the text that \a format carries it in. Both arguments are JSON text.
QByteArray encodeEvent(WireFormat format, QByteArrayView nameJson, QByteArrayView dataJson);

/// The same as a ready-made WebSocket frame.
QByteArray encodeEventFrame(WireFormat format, QByteArrayView nameJson, QByteArrayView dataJson);

} // namespace parlor
