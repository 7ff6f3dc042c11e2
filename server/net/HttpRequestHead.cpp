// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpRequestHead.h"

#include <QHostAddress>

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxContentLength = qint64(1) << 53;
constexpr qsizetype MaxLeadingEmptyLines = 4;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isAlphanumeric(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isTokenCharacter(char c)
{
    return isAlphanumeric(c) || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

/// RFC 9110, 5.6.2.
bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

/// RFC 9110, 5.5: visible characters, spaces, tabs and, opaquely, everything beyond ASCII.
bool isFieldValueCharacter(char c)
{
    return c == '\t' || (uchar(c) >= 0x20 && c != 0x7f);
}

bool isVisible(char c)
{
    return c > 0x20 && c < 0x7f;
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

QByteArrayView trimmedOfWhiteSpace(QByteArrayView text)
{
    const auto isWhiteSpace = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isWhiteSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isWhiteSpace(text.back()))
        text.chop(1);
    return text;
}

bool equalIgnoringCase(QByteArrayView one, QByteArrayView other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

bool isPort(QByteArrayView text)
{
    return text.isEmpty() || (text.size() <= 5 && isDigits(text) && text.toInt() <= 65535);
}

/// RFC 3986, 3.2.2.
bool isRegisteredName(QByteArrayView name)
{
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (c == '%') {
            if (i + 2 >= name.size() || !isHexDigit(name[i + 1]) || !isHexDigit(name[i + 2]))
                return false;
            i += 2;
        } else if (!isAlphanumeric(c) && !QByteArrayView("-._~!$&'()*+,;=").contains(c)) {
            return false;
        }
    }
    return !name.isEmpty();
}

bool isIpv6Literal(QByteArrayView text)
{
    const auto isAddressCharacter = [](char c) { return isHexDigit(c) || c == ':' || c == '.'; };
    return std::all_of(text.begin(), text.end(), isAddressCharacter)
        && QHostAddress(QString::fromLatin1(text)).protocol() == QAbstractSocket::IPv6Protocol;
}

/// `uri-host [ ":" port ]` (RFC 9110, 7.2), with a host.
bool isHostAndPort(QByteArrayView text)
{
    if (text.startsWith('[')) {
        const qsizetype end = text.indexOf(']');
        if (end < 0 || !isIpv6Literal(text.sliced(1, end - 1)))
            return false;
        const QByteArrayView rest = text.sliced(end + 1);
        return rest.isEmpty() || (rest.front() == ':' && isPort(rest.sliced(1)));
    }
    const qsizetype colon = text.indexOf(':');
    if (colon < 0)
        return isRegisteredName(text);
    return isRegisteredName(text.first(colon)) && isPort(text.sliced(colon + 1));
}

/// The length of `http://` or `https://`, 0 where \a target begins with neither.
qsizetype schemeLength(QByteArrayView target)
{
    for (const QByteArrayView scheme : { "http://", "https://" }) {
        if (target.size() >= scheme.size() && equalIgnoringCase(target.first(scheme.size()), scheme))
            return scheme.size();
    }
    return 0;
}

QByteArray formDecoded(QByteArrayView text)
{
    QByteArray encoded = text.toByteArray();
    encoded.replace('+', ' ');
    const QByteArray decoded = encoded.percentDecoded();
    return decoded.isNull() ? QByteArray("") : decoded;
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

qsizetype HttpRequestHead::leadingEmptyLines(QByteArrayView bytes)
{
    qsizetype size = 0;
    while (size < 2 * MaxLeadingEmptyLines && bytes.sliced(size).startsWith("\r\n"))
        size += 2;
    return size;
}

qsizetype HttpRequestHead::endOfHead(QByteArrayView bytes, qsizetype &scanned)
{
    for (qsizetype i = bytes.indexOf('\n', scanned); i >= 0; i = bytes.indexOf('\n', i + 1)) {
        scanned = i + 1;
        const QByteArrayView upToHere = bytes.first(i + 1);
        const bool isBare = !upToHere.endsWith("\r\n");
        if (isBare || upToHere.size() == 2 || upToHere.endsWith("\n\r\n"))
            return i + 1;
    }
    scanned = bytes.size();
    return 0;
}

Result<HttpRequestHead> HttpRequestHead::parse(QByteArrayView head, const Limits &limits)
{
    if (head.size() > limits.maxBytes)
        return failed(Error::Kind::HeadersTooLarge);
    HttpRequestHead result;
    for (bool isFirst = true;; isFirst = false) {
        const qsizetype end = head.indexOf("\r\n");
        if (end < 0)
            return badRequest(u"Each line of a request head must end with CR LF"_s);
        const QByteArrayView line = head.first(end);
        head = head.sliced(end + 2);
        if (line.isEmpty() && !isFirst)
            break;
        if (line.size() > limits.maxLineBytes || result.m_fields.size() == limits.maxFields)
            return failed(Error::Kind::HeadersTooLarge);
        if (isFirst) {
            if (const auto read = result.readRequestLine(line); !read)
                return tl::unexpected(read.error());
            continue;
        }
        Result<Field> field = parseField(line);
        if (!field)
            return tl::unexpected(std::move(field).error());
        result.m_fields.append(*std::move(field));
    }
    if (!head.isEmpty())
        return badRequest(u"There is more than a request head"_s);
    auto checked = result.readHost();
    if (checked)
        checked = result.readFraming();
    if (!checked)
        return tl::unexpected(checked.error());
    return result;
}

Result<HttpRequestHead::Field> HttpRequestHead::parseField(QByteArrayView line)
{
    if (line.startsWith(' ') || line.startsWith('\t'))
        return badRequest(u"A header field must not continue on another line"_s);
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return badRequest(u"A header field has no colon"_s);
    const QByteArrayView name = line.first(colon);
    if (name.endsWith(' ') || name.endsWith('\t'))
        return badRequest(u"There must be no white space before the colon of a header field"_s);
    if (!isToken(name))
        return badRequest(u"The name of a header field is not a token"_s);
    const QByteArrayView value = trimmedOfWhiteSpace(line.sliced(colon + 1));
    if (!std::all_of(value.begin(), value.end(), isFieldValueCharacter))
        return badRequest(u"The value of a header field has a control character"_s);
    return Field { name.toByteArray(), value.toByteArray() };
}

Result<void> HttpRequestHead::readRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype second = first < 0 ? -1 : line.indexOf(' ', first + 1);
    if (second < 0 || line.indexOf(' ', second + 1) >= 0)
        return badRequest(u"A request line is a method, a target and a version with one space between them"_s);
    if (!isToken(line.first(first)))
        return badRequest(u"The method is not a token"_s);
    m_method = line.first(first).toByteArray();
    // The version before the target: what the target may be depends on it.
    if (const auto version = readVersion(line.sliced(second + 1)); !version)
        return version;
    return readTarget(line.sliced(first + 1, second - first - 1));
}

Result<void> HttpRequestHead::readVersion(QByteArrayView version)
{
    if (version.size() != 8 || !version.startsWith("HTTP/") || !isDigit(version[5]) || version[6] != '.'
        || !isDigit(version[7]))
        return badRequest(u"The HTTP version is malformed"_s);
    if (version[5] != '1')
        return failed(Error::Kind::HttpVersionNotSupported);
    // A later minor version is read as the latest one known (RFC 9110, 2.5).
    m_minorVersion = version[7] == '0' ? 0 : 1;
    return {};
}

Result<void> HttpRequestHead::readTarget(QByteArrayView target)
{
    if (target.isEmpty() || !std::all_of(target.begin(), target.end(), isVisible) || target.contains('#'))
        return badRequest(u"The request target must be visible ASCII characters without a fragment"_s);
    if (m_method == "CONNECT")
        return failed(Error::Kind::NotImplemented);
    const qsizetype scheme = schemeLength(target);
    if (scheme == 0) {
        if (target.front() != '/' && !(target == "*" && m_method == "OPTIONS"))
            return badRequest(u"The request target must begin with a slash"_s);
        m_target = target.toByteArray();
        return {};
    }
    const QByteArrayView rest = target.sliced(scheme);
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    const QByteArrayView authority = rest.first(end - rest.begin());
    if (!isHostAndPort(authority))
        return badRequest(u"The authority of the request target is malformed"_s);
    m_authority = authority.toByteArray();
    m_target = rest.sliced(authority.size()).toByteArray();
    if (m_target.isEmpty() && m_method == "OPTIONS")
        m_target = "*";
    else if (!m_target.startsWith('/'))
        m_target.prepend('/');
    return {};
}

Result<void> HttpRequestHead::readHost()
{
    Field *host = nullptr;
    for (Field &field : m_fields) {
        if (!equalIgnoringCase(field.name, "host"))
            continue;
        if (host)
            return badRequest(u"There is more than one Host field"_s);
        host = &field;
    }
    if (!host)
        return m_minorVersion == 0 ? Result<void>() : badRequest(u"There is no Host field"_s);
    if (!host->value.isEmpty() && !isHostAndPort(host->value))
        return badRequest(u"The Host field is malformed"_s);
    if (!m_authority.isEmpty())
        host->value = m_authority;
    return {};
}

Result<void> HttpRequestHead::readFraming()
{
    for (const Field &field : std::as_const(m_fields)) {
        if (equalIgnoringCase(field.name, "content-length")) {
            if (m_contentLength)
                return badRequest(u"There is more than one Content-Length field"_s);
            if (!isDigits(field.value) || field.value.size() > 16 || field.value.toLongLong() > MaxContentLength)
                return badRequest(u"The Content-Length is not a number of bytes"_s);
            m_contentLength = field.value.toLongLong();
        } else if (equalIgnoringCase(field.name, "transfer-encoding")) {
            if (m_chunked || field.value.isEmpty())
                return badRequest(u"The Transfer-Encoding is malformed"_s);
            if (!equalIgnoringCase(field.value, "chunked"))
                return failed(Error::Kind::NotImplemented);
            m_chunked = true;
        }
    }
    if (m_chunked && m_contentLength)
        return badRequest(u"A request has either a Content-Length or a Transfer-Encoding"_s);
    if (m_chunked && m_minorVersion == 0)
        return badRequest(u"HTTP/1.0 knows no Transfer-Encoding"_s);
    return {};
}

QByteArrayView HttpRequestHead::path() const
{
    const qsizetype mark = m_target.indexOf('?');
    return mark < 0 ? QByteArrayView(m_target) : QByteArrayView(m_target).first(mark);
}

QByteArrayView HttpRequestHead::query() const
{
    const qsizetype mark = m_target.indexOf('?');
    return mark < 0 ? QByteArrayView() : QByteArrayView(m_target).sliced(mark + 1);
}

QByteArray HttpRequestHead::queryItem(QByteArrayView name) const
{
    QByteArrayView rest = query();
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('&');
        const QByteArrayView item = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        const qsizetype equals = item.indexOf('=');
        if (formDecoded(equals < 0 ? item : item.first(equals)) == name)
            return formDecoded(equals < 0 ? QByteArrayView() : item.sliced(equals + 1));
    }
    return {};
}

QByteArray HttpRequestHead::value(QByteArrayView name) const
{
    for (const Field &field : m_fields) {
        if (equalIgnoringCase(field.name, name))
            return field.value.isNull() ? QByteArray("") : field.value;
    }
    return {};
}

bool HttpRequestHead::hasToken(QByteArrayView name, QByteArrayView token) const
{
    for (const Field &field : m_fields) {
        if (!equalIgnoringCase(field.name, name))
            continue;
        QByteArrayView rest = field.value;
        while (!rest.isEmpty()) {
            const qsizetype comma = rest.indexOf(',');
            const QByteArrayView element = comma < 0 ? rest : rest.first(comma);
            if (equalIgnoringCase(trimmedOfWhiteSpace(element), token))
                return true;
            rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
        }
    }
    return false;
}

bool HttpRequestHead::keepsAlive() const
{
    if (hasToken("connection", "close"))
        return false;
    return m_minorVersion > 0 || hasToken("connection", "keep-alive");
}

bool HttpRequestHead::expectsContinue() const
{
    // RFC 9110, 10.1.1: HTTP/1.0 has no such expectation.
    return m_minorVersion > 0 && hasToken("expect", "100-continue");
}

bool HttpRequestHead::wantsWebSocket() const
{
    return hasToken("upgrade", "websocket");
}

} // namespace parlor
