// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Require.h"

#include "net/HttpRequestGuard.h"

#include <algorithm>

using namespace parlor;

namespace {

constexpr qint64 MaxBodyBytes = 4096;

/// What the HTTP server gets leaves it nothing to interpret.
void checkForm(const HttpRequestGuard::Request &request)
{
    require(request.body.size() <= MaxBodyBytes, "bodies are bounded");
    QByteArray form = request.forServer();
    // It is not passed on, since nobody asks for it.
    form.insert(form.indexOf('\n') + 1, "Host: a\r\n");
    qsizetype scanned = 0;
    const qsizetype end = HttpRequestHead::endOfHead(form, scanned);
    const auto head = HttpRequestHead::parse(QByteArrayView(form).first(end), { 64 * 1024, 200, 64 * 1024 });
    require(head.has_value(), "what passes is well-formed");
    require(form.size() - end == request.body.size(), "nothing stands behind the body");
    require(head->minorVersion() == 1 && !head->isChunked() && !head->expectsContinue(), "what passes is plain");
    require(head->value("upgrade").isNull(), "what passes upgrades nothing");
}

/// What comes out of a guard where the stream arrives in pieces of \a pieceSize bytes: what the HTTP server would get, and
/// the error that ended it.
QByteArray pass(const QByteArray &stream, qsizetype pieceSize)
{
    HttpRequestGuard guard({ {}, MaxBodyBytes });
    QByteArray passed;
    for (qsizetype start = 0; start < stream.size(); start += pieceSize) {
        guard.feed(QByteArrayView(stream).sliced(start, std::min(pieceSize, stream.size() - start)));
        for (;;) {
            const auto next = guard.next();
            if (!next)
                return passed + "error " + QByteArray::number(int(next.error().kind));
            if (!*next)
                break;
            checkForm(**next);
            passed += (*next)->forServer();
        }
    }
    return passed;
}

} // namespace

/// The first byte says how large the pieces are that the rest arrives in.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray stream(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const QByteArray passed = pass(stream, stream.size());
    require(pass(stream, data[0] + 1) == passed, "it makes no difference how a stream is cut");
    require(pass(stream, 1) == passed, "it makes no difference how a stream is cut");

    qsizetype scanned = 0;
    const qsizetype end = HttpRequestHead::endOfHead(stream, scanned);
    if (const auto head = HttpRequestHead::parse(QByteArrayView(stream).first(end), {})) {
        head->queryItem("transport");
        head->keepsAlive();
    }
    return 0;
}
