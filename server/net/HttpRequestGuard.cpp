// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpRequestGuard.h"

#include <algorithm>
#include <array>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// What Qt's header parser takes. With more it forgets all fields, Content-Length among them.
constexpr qsizetype MaxServerFields = 100;
constexpr qsizetype MaxServerFieldBytes = 8 * 1024 - 2;

constexpr QByteArrayView MethodField = "X-Parlor-Method";
constexpr QByteArrayView TargetField = "X-Parlor-Target";

constexpr qsizetype MaxChunkSizeDigits = 16;

bool isForServer(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 11> Dropped = {
        "connection", "keep-alive", "proxy-connection", "upgrade",        "transfer-encoding", "te",
        "trailer",    "expect",     "http2-settings",   "content-length", "host",
    };
    static constexpr QByteArrayView OwnPrefix = "x-parlor-";
    if (name.size() >= OwnPrefix.size()
        && name.first(OwnPrefix.size()).compare(OwnPrefix, Qt::CaseInsensitive) == 0)
        return false;
    return std::none_of(Dropped.begin(), Dropped.end(), [name](QByteArrayView dropped) {
        return name.compare(dropped, Qt::CaseInsensitive) == 0;
    });
}

/// Whether Qt's parser knows the method, so that the request line tells it.
bool isKnownToServer(QByteArrayView method)
{
    static constexpr std::array<QByteArrayView, 6> Known = { "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS" };
    return std::find(Known.begin(), Known.end(), method) != Known.end();
}

/// True where Qt's parser takes what Request::forServer() makes of \a head.
bool fitsServer(const HttpRequestHead &head)
{
    constexpr auto fits = [](QByteArrayView name, QByteArrayView value) {
        return name.size() + 2 + value.size() <= MaxServerFieldBytes;
    };
    qsizetype fields = head.isChunked() || head.contentLength() ? 3 : 2;
    for (const HttpRequestHead::Field &field : head.fields()) {
        if (!isForServer(field.name))
            continue;
        ++fields;
        if (!fits(field.name, field.value))
            return false;
    }
    return fields <= MaxServerFields && fits(MethodField, head.method()) && fits(TargetField, head.target());
}

bool hasUnknownExpectation(const HttpRequestHead &head)
{
    return std::any_of(head.fields().begin(), head.fields().end(), [](const HttpRequestHead::Field &field) {
        return field.name.compare("expect", Qt::CaseInsensitive) == 0
            && field.value.compare("100-continue", Qt::CaseInsensitive) != 0;
    });
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// How many hexadecimal digits a chunk's size line begins with, where the rest of it is nothing or an extension.
qsizetype chunkSizeDigits(QByteArrayView line)
{
    const auto end = std::find_if(line.begin(), line.end(), [](char c) { return hexDigit(c) < 0; });
    return end == line.end() || *end == ';' ? end - line.begin() : 0;
}

tl::unexpected<Error> badRequest(const QString &what)
{
    return tl::unexpected(Error::badRequest(what));
}

tl::unexpected<Error> failed(Error::Kind kind)
{
    return tl::unexpected(Error::of(kind));
}

} // namespace

HttpRequestGuard::HttpRequestGuard(const Limits &limits) :
    m_limits(limits)
{
}

void HttpRequestGuard::feed(QByteArrayView bytes)
{
    m_buffer.append(bytes);
}

Result<std::optional<HttpRequestGuard::Request>> HttpRequestGuard::next()
{
    if (m_isAtUpgrade)
        return std::nullopt;
    while (!m_error) {
        const Result<bool> progressed = step();
        if (!progressed) {
            m_error = progressed.error();
            break;
        }
        if (m_state == State::Complete) {
            Result<Request> request = takeRequest();
            if (request)
                return *std::move(request);
            m_error = request.error();
            break;
        }
        if (!*progressed)
            return std::nullopt;
    }
    // Nobody asks for these bytes any more.
    m_buffer = QByteArray();
    m_consumed = 0;
    m_body = QByteArray();
    return tl::unexpected(*m_error);
}

QByteArray HttpRequestGuard::takeUnused()
{
    const QByteArray unused = waiting().toByteArray();
    consume(unused.size());
    return unused;
}

bool HttpRequestGuard::takeContinue()
{
    return std::exchange(m_continueDue, false);
}

bool HttpRequestGuard::isMidRequest() const
{
    return m_state != State::Head || bufferedBytes() > HttpRequestHead::leadingEmptyLines(waiting());
}

void HttpRequestGuard::consume(qsizetype size)
{
    m_consumed += size;
    m_scanned = 0;
    if (m_consumed == m_buffer.size()) {
        m_buffer = QByteArray();
        m_consumed = 0;
    } else if (m_consumed > m_buffer.size() / 2) {
        // Rarely enough to cost linear time in all.
        m_buffer.remove(0, m_consumed);
        m_consumed = 0;
    }
}

Result<bool> HttpRequestGuard::step()
{
    switch (m_state) {
    case State::Head:
        return readHead();
    case State::Body:
        return readBytes(State::Complete);
    case State::ChunkSize:
        return readChunkSize();
    case State::Chunk:
        return readBytes(State::ChunkEnd);
    case State::ChunkEnd:
        return readChunkEnd();
    case State::Trailers:
        return readTrailer();
    case State::Complete:
        break;
    }
    return true;
}

Result<bool> HttpRequestGuard::readHead()
{
    m_hasHead = false;
    // They go with the head, so that it makes no difference whether they come in one piece.
    const qsizetype emptyLines = HttpRequestHead::leadingEmptyLines(waiting());
    const QByteArrayView request = waiting().sliced(emptyLines);
    qsizetype scanned = qMax<qsizetype>(0, m_scanned - emptyLines);
    const qsizetype size = HttpRequestHead::endOfHead(request, scanned);
    m_scanned = emptyLines + scanned;
    if (size == 0) {
        if (bufferedBytes() > m_limits.head.maxBytes)
            return failed(Error::Kind::HeadersTooLarge);
        return false;
    }
    Result<HttpRequestHead> head = HttpRequestHead::parse(request.first(size), m_limits.head);
    if (!head)
        return tl::unexpected(std::move(head).error());
    if (m_stopsAtUpgrades && head->wantsWebSocket()) {
        m_isAtUpgrade = true;
        return false;
    }
    m_head = *std::move(head);
    m_hasHead = true;
    consume(emptyLines + size);
    return acceptHead();
}

Result<bool> HttpRequestGuard::acceptHead()
{
    if (hasUnknownExpectation(m_head))
        return failed(Error::Kind::ExpectationFailed);
    const qint64 size = m_head.contentLength().value_or(0);
    if (size > m_limits.maxBodyBytes)
        return failed(Error::Kind::PayloadTooLarge);
    m_missing = size;
    m_framingBytes = 0;
    if (m_head.isChunked())
        m_state = State::ChunkSize;
    else
        m_state = size > 0 ? State::Body : State::Complete;
    m_continueDue = m_state != State::Complete && m_head.expectsContinue() && bufferedBytes() == 0;
    return true;
}

bool HttpRequestGuard::readBytes(State stateAfter)
{
    const qsizetype size = qsizetype(qMin<qint64>(m_missing, bufferedBytes()));
    m_body.append(waiting().first(size));
    m_missing -= size;
    consume(size);
    if (m_missing > 0)
        return false;
    m_state = stateAfter;
    return true;
}

Result<bool> HttpRequestGuard::readChunkSize()
{
    const auto peeked = peekFramingLine();
    if (!peeked)
        return tl::unexpected(peeked.error());
    if (!*peeked)
        return false;
    const QByteArrayView line = **peeked;
    const qsizetype digits = chunkSizeDigits(line);
    if (digits == 0 || digits > MaxChunkSizeDigits)
        return badRequest(u"The size of a chunk is malformed"_s);
    // Digit by digit, so that the sum cannot overflow.
    qint64 size = 0;
    for (const char digit : line.first(digits)) {
        size = size * 16 + hexDigit(digit);
        if (size > m_limits.maxBodyBytes - m_body.size())
            return failed(Error::Kind::PayloadTooLarge);
    }
    m_framingBytes += line.size() - digits;
    m_missing = size;
    m_state = size == 0 ? State::Trailers : State::Chunk;
    consume(line.size() + 2);
    return true;
}

Result<bool> HttpRequestGuard::readChunkEnd()
{
    const QByteArrayView bytes = waiting();
    if (!QByteArrayView("\r\n").startsWith(bytes.first(qMin<qsizetype>(2, bytes.size()))))
        return badRequest(u"A chunk is not as long as its size says"_s);
    if (bytes.size() < 2)
        return false;
    consume(2);
    m_state = State::ChunkSize;
    return true;
}

Result<bool> HttpRequestGuard::readTrailer()
{
    const auto peeked = peekFramingLine();
    if (!peeked)
        return tl::unexpected(peeked.error());
    if (!*peeked)
        return false;
    const QByteArrayView line = **peeked;
    if (line.isEmpty()) {
        m_state = State::Complete;
    } else if (const auto field = HttpRequestHead::parseField(line); !field) {
        return tl::unexpected(field.error());
    }
    m_framingBytes += line.size() + 2;
    consume(line.size() + 2);
    return true;
}

Result<std::optional<QByteArrayView>> HttpRequestGuard::peekFramingLine()
{
    const QByteArrayView bytes = waiting();
    const qsizetype end = bytes.indexOf('\n', m_scanned);
    m_scanned = bytes.size();
    if ((end < 0 ? bytes.size() : end) + m_framingBytes > m_limits.head.maxBytes)
        return failed(Error::Kind::HeadersTooLarge);
    if (end < 0)
        return std::nullopt;
    const QByteArrayView line = bytes.first(end);
    if (!line.endsWith('\r') || line.chopped(1).contains('\r') || line.contains('\0'))
        return badRequest(u"Each line between chunks must end with CR LF"_s);
    return line.chopped(1);
}

Result<HttpRequestGuard::Request> HttpRequestGuard::takeRequest()
{
    m_state = State::Head;
    Request request { std::exchange(m_head, HttpRequestHead()), std::exchange(m_body, QByteArray()) };
    if (!fitsServer(request.head))
        return failed(Error::Kind::HeadersTooLarge);
    return request;
}

const HttpRequestHead *HttpRequestGuard::pendingHead() const
{
    return m_state == State::Head || m_state == State::Complete || m_error ? nullptr : &m_head;
}

QByteArray HttpRequestGuard::Request::forServer() const
{
    QByteArray out;
    out.reserve(head.target().size() + body.size() + 512);
    // Qt's parser takes apart and normalizes what stands here, for nobody.
    out.append(isHead() ? QByteArray("GET") : head.method()).append(" / HTTP/1.1\r\n");
    const auto append = [&out](QByteArrayView name, QByteArrayView value) {
        out.append(name).append(": ").append(value).append("\r\n");
    };
    if (!isKnownToServer(head.method()))
        append(MethodField, head.method());
    append(TargetField, head.target());
    for (const HttpRequestHead::Field &field : head.fields()) {
        if (isForServer(field.name))
            append(field.name, field.value);
    }
    if (head.isChunked() || head.contentLength())
        append("Content-Length", QByteArray::number(body.size()));
    out += "\r\n";
    out += body;
    return out;
}

} // namespace parlor
