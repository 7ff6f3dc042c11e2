// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Require.h"

#include "protocol/WebSocketFrame.h"

#include <algorithm>
#include <vector>

using namespace parlor;

namespace {

constexpr qint64 MaxMessageBytes = 4096;

struct Found {
    bool operator==(const Found &) const = default;

    WebSocketInput::Kind kind;
    WebSocketCloseCode code;
    QByteArray payload;
};

/// What a decoder finds where the stream arrives in pieces of \a pieceSize bytes.
std::vector<Found> decode(QByteArray stream, WebSocketFrameDecoder::Role role, qsizetype pieceSize)
{
    using Kind = WebSocketInput::Kind;
    WebSocketFrameDecoder decoder(role, MaxMessageBytes);
    std::vector<Found> found;
    for (qsizetype start = 0; start < stream.size(); start += pieceSize) {
        decoder.feed(stream.data() + start, std::min(pieceSize, stream.size() - start));
        for (WebSocketInput input = decoder.next(); input.kind != Kind::NeedMore; input = decoder.next()) {
            require(found.empty() || (found.back().kind != Kind::Close && found.back().kind != Kind::Violation),
                    "nothing follows the end");
            require(input.payload.size() <= MaxMessageBytes, "messages are bounded");
            require(input.kind != Kind::Text || input.payload.isValidUtf8(), "texts are UTF-8");
            found.push_back({ input.kind, input.closeCode, input.payload.toByteArray() });
        }
    }
    return found;
}

} // namespace

/// The first byte says how large the pieces are that the rest arrives in.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray stream(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    for (const auto role : { WebSocketFrameDecoder::Role::Server, WebSocketFrameDecoder::Role::Client }) {
        const auto whole = decode(stream, role, stream.size());
        require(decode(stream, role, data[0] + 1) == whole, "it makes no difference how a stream is cut");
        require(decode(stream, role, 1) == whole, "it makes no difference how a stream is cut");
    }
    return 0;
}
