// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "HttpResponse.h"

#include <QStringBuilder>

#include <charconv>

#include <strings.h>

namespace parlor::load {

namespace {

constexpr QByteArrayView HeadEnd("\r\n\r\n");
constexpr QByteArrayView Length("\r\ncontent-length:");
constexpr qsizetype StatusAt = 9; // behind "HTTP/1.1 "

qsizetype numberIn(QByteArrayView text)
{
    qsizetype number = 0;
    std::from_chars(text.begin(), text.end(), number);
    return number;
}

qsizetype contentLength(QByteArrayView head)
{
    for (qsizetype at = head.indexOf("\r\n"); at >= 0 && at + Length.size() < head.size();
         at = head.indexOf("\r\n", at + 2)) {
        const QByteArrayView rest = head.sliced(at);
        if (::strncasecmp(rest.data(), Length.data(), std::size_t(Length.size())) == 0)
            return numberIn(rest.sliced(Length.size()).trimmed());
    }
    return 0;
}

} // namespace

std::optional<HttpResponse> HttpResponse::read(QByteArrayView received)
{
    const qsizetype end = received.indexOf(HeadEnd);
    if (end < StatusAt)
        return {};
    const qsizetype bodyAt = end + HeadEnd.size();
    const qsizetype length = contentLength(received.first(end));
    if (received.size() < bodyAt + length)
        return {};
    return HttpResponse { int(numberIn(received.sliced(StatusAt))), received.sliced(bodyAt, length), bodyAt + length };
}

QByteArray httpRequest(QByteArrayView method, const QByteArray &target, const QByteArray &host, const QByteArray &body)
{
    QByteArray request = method.toByteArray() + ' ' + target + " HTTP/1.1\r\nHost: " + host + "\r\n";
    if (!body.isNull())
        request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return request + "\r\n" + body;
}

} // namespace parlor::load
