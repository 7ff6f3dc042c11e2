// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/Utf8Validator.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <optional>

namespace parlor {

/// RFC 6455, section 5.2.
enum class WebSocketOpcode : quint8 {
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xA,
};

/// RFC 6455, section 7.4.1, and the IANA registry that it opened.
enum class WebSocketCloseCode : quint16 {
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    UnsupportedData = 1003,
    NoStatus = 1005, ///< never on the wire: a close frame without a body
    Abnormal = 1006, ///< never on the wire: the connection ended without a close frame
    InvalidPayload = 1007,
    PolicyViolation = 1008,
    MessageTooBig = 1009,
    InternalError = 1011,
    TryAgainLater = 1013,
};

/// What a decoder found next.
struct WebSocketInput {
    enum class Kind : quint8 {
        NeedMore, ///< all that was fed is consumed
        Text, ///< a whole message, valid UTF-8
        Binary, ///< a whole message
        Ping,
        Pong,
        Close, ///< the peer closes with `closeCode`; `payload` is its reason
        Violation, ///< fail the connection with `closeCode`; `payload` says why; nothing follows
    };
    Kind kind = Kind::NeedMore;
    WebSocketCloseCode closeCode = WebSocketCloseCode::NoStatus;
    /// Valid until the next call of feed() or next().
    QByteArrayView payload;
};

/// Decodes one direction of one connection, incrementally (RFC 6455, section 5). Validates as it goes:
/// masking, reserved bits and opcodes, lengths from the header, control frames between fragments, UTF-8
/// across fragments with fail-fast, close codes. A message that arrives whole and in one frame is delivered
/// where it lies; others are buffered, in memory that grows with what has arrived and not with what a header
/// claims. Pure: no sockets, no clock; not thread-safe.
class WebSocketFrameDecoder {
public:
    /// Which side this decoder is. A server takes only masked frames, a client only unmasked ones (5.1).
    enum class Role : quint8 { Server, Client };

    /// \a maxMessageBytes bounds a whole message; a larger one is refused from its header with 1009.
    WebSocketFrameDecoder(Role role, qint64 maxMessageBytes);

    /// Takes the next bytes of the stream. They are unmasked in place and must stay valid until next() has
    /// answered NeedMore. Call only when next() has.
    void feed(char *bytes, qsizetype size);

    /// The next message or control frame. After Close and Violation only NeedMore follows, and input is
    /// dropped.
    WebSocketInput next();

private:
    enum class Phase : quint8 {
        Opening, ///< the first two bytes of a header
        Length, ///< the rest of it
        Payload,
        Finished, ///< after Close or Violation
    };
    /// What next() is to answer; nothing where the next phase is to go on.
    using Answer = std::optional<WebSocketInput>;

    Answer takeOpening();
    Answer takeLength();
    Answer takePayload();
    WebSocketInput finishFrame(QByteArrayView payload);
    WebSocketInput finishClose(QByteArrayView body);
    WebSocketInput violation(WebSocketCloseCode code, QByteArrayView reason);

    /// Moves input into m_header until it holds \a size bytes; false where the input ends before.
    bool collectHeader(quint8 size);
    /// The rule that the first two bytes of the header break, or nullptr.
    const char *faultOfOpening() const;
    /// The payload's size as the header has it; nothing where it is not written as RFC 6455 demands.
    std::optional<quint64> sizeInHeader() const;
    quint8 wholeHeaderSize() const;
    void releaseDelivered();

    const qint64 m_maxMessageBytes;
    const Role m_role;

    Phase m_phase = Phase::Opening;
    bool m_fin = false;
    bool m_inMessage = false; ///< a message has begun and is not delivered
    bool m_messageIsText = false;
    WebSocketOpcode m_opcode = WebSocketOpcode::Continuation;
    quint8 m_headerSize = 0; ///< bytes collected in m_header
    std::array<uchar, 14> m_header{};
    quint64 m_frameSize = 0;
    quint64 m_frameTaken = 0;

    char *m_input = nullptr;
    qsizetype m_inputSize = 0;
    Utf8Validator m_utf8;
    QByteArray m_message; ///< what arrived of a message that is in pieces
    QByteArray m_control; ///< what arrived of a control frame that is in pieces
};

/// True for the codes that may stand in a close frame (RFC 6455, section 7.4).
bool isValidCloseCode(quint16 code);

/// Appends a complete unmasked frame, as a server sends it.
void appendWebSocketFrame(QByteArray &out, WebSocketOpcode opcode, QByteArrayView payload);

/// Appends the header of an unmasked final frame with \a payloadSize bytes to follow.
void appendWebSocketHeader(QByteArray &out, WebSocketOpcode opcode, quint64 payloadSize);

/// Appends a complete masked frame, as a client sends it. Where \a fin is false, more fragments are to
/// follow.
void appendMaskedWebSocketFrame(QByteArray &out, WebSocketOpcode opcode, QByteArrayView payload,
                                quint32 maskingKey, bool fin = true);

/// How long the frame at the beginning of \a frames is, header and payload. For what the functions above made without a mask,
/// whole.
qsizetype webSocketFrameSize(QByteArrayView frames);

/// The body of a close frame: the code and at most 123 bytes of reason, cut between code points. Empty for
/// the codes that are never on the wire.
QByteArray webSocketCloseBody(WebSocketCloseCode code, QByteArrayView reason);

} // namespace parlor
