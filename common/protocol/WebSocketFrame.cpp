// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/WebSocketFrame.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <limits>

namespace parlor {

namespace {

constexpr uchar FinBit = 0x80;
constexpr uchar ReservedBits = 0x70;
constexpr uchar OpcodeBits = 0x0f;
constexpr uchar MaskBit = 0x80;
constexpr uchar LengthBits = 0x7f;
constexpr uchar ControlBit = 0x8;

constexpr quint8 OpeningSize = 2;
constexpr quint8 MaskSize = 4;
/// The length that stands in the second byte itself; the two above it say that 16 or 64 bits follow.
constexpr uchar LongestShortLength = 125;
constexpr uchar Length16 = 126;
constexpr uchar Length64 = 127;

constexpr qsizetype MaxControlPayload = 125;
constexpr qsizetype CloseCodeSize = 2;

using Code = WebSocketCloseCode;
using Kind = WebSocketInput::Kind;

constexpr bool isControl(WebSocketOpcode opcode)
{
    return static_cast<uchar>(opcode) & ControlBit;
}

constexpr bool isKnown(WebSocketOpcode opcode)
{
    return isControl(opcode) ? opcode <= WebSocketOpcode::Pong : opcode <= WebSocketOpcode::Binary;
}

constexpr quint8 extendedLengthSize(uchar length)
{
    if (length <= LongestShortLength)
        return 0;
    return length == Length16 ? sizeof(quint16) : sizeof(quint64);
}

/// RFC 6455, section 5.3. \a offset is the place of \a bytes in the frame's payload.
void applyMask(char *bytes, qsizetype size, const uchar *mask, quint64 offset)
{
    std::array<uchar, 8> pattern;
    for (std::size_t i = 0; i < pattern.size(); ++i)
        pattern[i] = mask[(offset + i) % MaskSize];
    quint64 wideMask = 0;
    std::memcpy(&wideMask, pattern.data(), sizeof wideMask);

    constexpr qsizetype width = sizeof wideMask;
    qsizetype done = 0;
    for (; size - done >= width; done += width) {
        quint64 word = 0;
        std::memcpy(&word, bytes + done, sizeof word);
        word ^= wideMask;
        std::memcpy(bytes + done, &word, sizeof word);
    }
    for (; done < size; ++done)
        bytes[done] = static_cast<char>(bytes[done] ^ pattern[static_cast<std::size_t>(done % width)]);
}

void appendHeader(QByteArray &out, WebSocketOpcode opcode, quint64 payloadSize, bool fin, bool masked)
{
    std::array<uchar, OpeningSize + sizeof(quint64)> header;
    header[0] = static_cast<uchar>(static_cast<uchar>(opcode) | (fin ? FinBit : 0));
    uchar length = 0;
    if (payloadSize <= LongestShortLength) {
        length = static_cast<uchar>(payloadSize);
    } else if (payloadSize <= std::numeric_limits<quint16>::max()) {
        length = Length16;
        qToBigEndian(static_cast<quint16>(payloadSize), header.data() + OpeningSize);
    } else {
        length = Length64;
        qToBigEndian(payloadSize, header.data() + OpeningSize);
    }
    header[1] = static_cast<uchar>(length | (masked ? MaskBit : 0));
    out.append(reinterpret_cast<const char *>(header.data()), OpeningSize + extendedLengthSize(length));
}

} // namespace

WebSocketFrameDecoder::WebSocketFrameDecoder(Role role, qint64 maxMessageBytes)
    : m_maxMessageBytes(std::max<qint64>(maxMessageBytes, 0)), m_role(role)
{
}

void WebSocketFrameDecoder::feed(char *bytes, qsizetype size)
{
    Q_ASSERT(m_inputSize == 0);
    m_input = bytes;
    m_inputSize = size;
}

WebSocketInput WebSocketFrameDecoder::next()
{
    releaseDelivered();
    for (;;) {
        Answer answer;
        switch (m_phase) {
        case Phase::Opening:
            answer = takeOpening();
            break;
        case Phase::Length:
            answer = takeLength();
            break;
        case Phase::Payload:
            answer = takePayload();
            break;
        case Phase::Finished:
            m_inputSize = 0;
            return {};
        }
        if (answer)
            return *answer;
    }
}

void WebSocketFrameDecoder::releaseDelivered()
{
    if (!m_inMessage)
        m_message.clear();
    if (m_phase != Phase::Payload)
        m_control.clear();
}

bool WebSocketFrameDecoder::collectHeader(quint8 size)
{
    const auto taken = std::min<qsizetype>(size - m_headerSize, m_inputSize);
    std::copy_n(m_input, taken, m_header.data() + m_headerSize);
    m_headerSize = static_cast<quint8>(m_headerSize + taken);
    m_input += taken;
    m_inputSize -= taken;
    return m_headerSize == size;
}

WebSocketFrameDecoder::Answer WebSocketFrameDecoder::takeOpening()
{
    if (!collectHeader(OpeningSize))
        return WebSocketInput{};
    m_fin = m_header[0] & FinBit;
    m_opcode = static_cast<WebSocketOpcode>(m_header[0] & OpcodeBits);
    if (const char *fault = faultOfOpening())
        return violation(Code::ProtocolError, fault);
    m_phase = Phase::Length;
    return std::nullopt;
}

const char *WebSocketFrameDecoder::faultOfOpening() const
{
    const bool masked = m_header[1] & MaskBit;
    if (m_header[0] & ReservedBits)
        return "Reserved bits are set";
    if (!isKnown(m_opcode))
        return "Unknown opcode";
    if (m_role == Role::Server && !masked)
        return "A client's frame must be masked";
    if (m_role == Role::Client && masked)
        return "A server's frame must not be masked";
    if (isControl(m_opcode)) {
        if (!m_fin)
            return "A control frame must not be fragmented";
        if ((m_header[1] & LengthBits) > MaxControlPayload)
            return "A control frame must not exceed 125 bytes";
        return nullptr;
    }
    if (m_opcode == WebSocketOpcode::Continuation && !m_inMessage)
        return "There is no message to continue";
    if (m_opcode != WebSocketOpcode::Continuation && m_inMessage)
        return "A message must not begin inside another";
    return nullptr;
}

quint8 WebSocketFrameDecoder::wholeHeaderSize() const
{
    const quint8 maskSize = m_role == Role::Server ? MaskSize : 0;
    return static_cast<quint8>(OpeningSize + extendedLengthSize(m_header[1] & LengthBits) + maskSize);
}

std::optional<quint64> WebSocketFrameDecoder::sizeInHeader() const
{
    const uchar length = m_header[1] & LengthBits;
    if (length <= LongestShortLength)
        return length;
    if (length == Length16) {
        const auto size = qFromBigEndian<quint16>(m_header.data() + OpeningSize);
        return size > LongestShortLength ? std::optional<quint64>(size) : std::nullopt;
    }
    const auto size = qFromBigEndian<quint64>(m_header.data() + OpeningSize);
    const bool minimal = size > std::numeric_limits<quint16>::max();
    const bool topBitClear = size <= static_cast<quint64>(std::numeric_limits<qint64>::max());
    return minimal && topBitClear ? std::optional<quint64>(size) : std::nullopt;
}

WebSocketFrameDecoder::Answer WebSocketFrameDecoder::takeLength()
{
    if (!collectHeader(wholeHeaderSize()))
        return WebSocketInput{};
    const std::optional<quint64> size = sizeInHeader();
    if (!size)
        return violation(Code::ProtocolError, "Badly encoded payload length");
    if (!isControl(m_opcode)) {
        if (*size > static_cast<quint64>(m_maxMessageBytes - m_message.size()))
            return violation(Code::MessageTooBig, "The message is too big");
        if (m_opcode != WebSocketOpcode::Continuation) {
            m_inMessage = true;
            m_messageIsText = m_opcode == WebSocketOpcode::Text;
            m_utf8.reset();
        }
    }
    m_frameSize = *size;
    m_frameTaken = 0;
    m_phase = Phase::Payload;
    return std::nullopt;
}

WebSocketFrameDecoder::Answer WebSocketFrameDecoder::takePayload()
{
    const auto taken =
        static_cast<qsizetype>(std::min(static_cast<quint64>(m_inputSize), m_frameSize - m_frameTaken));
    if (m_role == Role::Server)
        applyMask(m_input, taken, m_header.data() + m_headerSize - MaskSize, m_frameTaken);
    const QByteArrayView chunk(m_input, taken);
    m_input += taken;
    m_inputSize -= taken;
    m_frameTaken += static_cast<quint64>(taken);

    const bool control = isControl(m_opcode);
    if (!control && m_messageIsText && !m_utf8.feed(chunk))
        return violation(Code::InvalidPayload, "The text is not UTF-8");

    const bool frameComplete = m_frameTaken == m_frameSize;
    const bool deliver = frameComplete && m_fin;
    QByteArray &pieces = control ? m_control : m_message;
    if (deliver && pieces.isEmpty())
        return finishFrame(chunk);
    pieces.append(chunk);
    if (deliver)
        return finishFrame(pieces);
    if (!frameComplete)
        return WebSocketInput{};
    m_phase = Phase::Opening;
    m_headerSize = 0;
    return std::nullopt;
}

WebSocketInput WebSocketFrameDecoder::finishFrame(QByteArrayView payload)
{
    m_phase = Phase::Opening;
    m_headerSize = 0;
    switch (m_opcode) {
    case WebSocketOpcode::Close:
        return finishClose(payload);
    case WebSocketOpcode::Ping:
        return { Kind::Ping, Code::NoStatus, payload };
    case WebSocketOpcode::Pong:
        return { Kind::Pong, Code::NoStatus, payload };
    case WebSocketOpcode::Continuation:
    case WebSocketOpcode::Text:
    case WebSocketOpcode::Binary:
        break;
    }
    if (m_messageIsText && !m_utf8.isComplete())
        return violation(Code::InvalidPayload, "The text ends inside a character");
    m_inMessage = false;
    return { m_messageIsText ? Kind::Text : Kind::Binary, Code::NoStatus, payload };
}

WebSocketInput WebSocketFrameDecoder::finishClose(QByteArrayView body)
{
    m_phase = Phase::Finished;
    if (body.isEmpty())
        return { Kind::Close, Code::NoStatus, {} };
    if (body.size() < CloseCodeSize)
        return violation(Code::ProtocolError, "A close frame's body must begin with a code");
    const auto code = qFromBigEndian<quint16>(body.data());
    if (!isValidCloseCode(code))
        return violation(Code::ProtocolError, "Invalid close code");
    const QByteArrayView reason = body.sliced(CloseCodeSize);
    Utf8Validator utf8;
    if (!utf8.feed(reason) || !utf8.isComplete())
        return violation(Code::InvalidPayload, "The close reason is not UTF-8");
    return { Kind::Close, static_cast<WebSocketCloseCode>(code), reason };
}

WebSocketInput WebSocketFrameDecoder::violation(WebSocketCloseCode code, QByteArrayView reason)
{
    m_phase = Phase::Finished;
    m_inMessage = false;
    m_message.clear();
    m_control.clear();
    return { Kind::Violation, code, reason };
}

bool isValidCloseCode(quint16 code)
{
    if (code >= 3000)
        return code < 5000;
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}

void appendWebSocketFrame(QByteArray &out, WebSocketOpcode opcode, QByteArrayView payload)
{
    appendWebSocketHeader(out, opcode, static_cast<quint64>(payload.size()));
    out.append(payload);
}

void appendWebSocketHeader(QByteArray &out, WebSocketOpcode opcode, quint64 payloadSize)
{
    appendHeader(out, opcode, payloadSize, true, false);
}

void appendMaskedWebSocketFrame(QByteArray &out, WebSocketOpcode opcode, QByteArrayView payload,
                                quint32 maskingKey, bool fin)
{
    std::array<uchar, MaskSize> mask;
    qToBigEndian(maskingKey, mask.data());
    appendHeader(out, opcode, static_cast<quint64>(payload.size()), fin, true);
    out.append(reinterpret_cast<const char *>(mask.data()), MaskSize);
    const qsizetype start = out.size();
    out.append(payload);
    applyMask(out.data() + start, payload.size(), mask.data(), 0);
}

qsizetype webSocketFrameSize(QByteArrayView frames)
{
    constexpr qsizetype shortest = 2;
    const auto length = static_cast<uchar>(frames[1]) & 0x7f;
    if (length < 126)
        return shortest + length;
    if (length == 126)
        return shortest + 2 + qFromBigEndian<quint16>(frames.data() + shortest);
    return shortest + 8 + static_cast<qsizetype>(qFromBigEndian<quint64>(frames.data() + shortest));
}

QByteArray webSocketCloseBody(WebSocketCloseCode code, QByteArrayView reason)
{
    if (!isValidCloseCode(static_cast<quint16>(code)))
        return {};
    qsizetype size = std::min(reason.size(), MaxControlPayload - CloseCodeSize);
    const auto splitsCharacter = [reason](qsizetype at) {
        return at > 0 && at < reason.size() && (static_cast<uchar>(reason[at]) & 0xc0) == 0x80;
    };
    while (splitsCharacter(size))
        --size;
    QByteArray body(CloseCodeSize, Qt::Uninitialized);
    qToBigEndian(static_cast<quint16>(code), body.data());
    body.append(reason.first(size));
    return body;
}

} // namespace parlor
