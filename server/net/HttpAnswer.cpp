// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpAnswer.h"

#include <utility>

namespace parlor {

namespace {

/// Where the three digits of the status stand in `HTTP/1.1 200 OK`.
constexpr qsizetype StatusOffset = 9;
constexpr QByteArrayView EndOfHead = "\r\n\r\n";

} // namespace

void HttpAnswer::append(QByteArrayView bytes)
{
    if (m_state != State::Incomplete)
        return;
    // The mark may have begun in an earlier piece.
    const qsizetype scanned = qMax<qsizetype>(0, m_bytes.size() - (EndOfHead.size() - 1));
    m_bytes.append(bytes);
    if (m_headSize == 0) {
        const qsizetype end = QByteArrayView(m_bytes).indexOf(EndOfHead, scanned);
        if (end < 0)
            return;
        m_headSize = end + EndOfHead.size();
        readHead();
    }
    if (m_state == State::Incomplete && m_bytes.size() - m_headSize >= m_contentLength) {
        m_bytes.truncate(m_headSize + m_contentLength);
        m_state = State::Complete;
    }
}

void HttpAnswer::readHead()
{
    QByteArrayView rest = QByteArrayView(m_bytes).first(m_headSize - 2);
    const QByteArrayView status = rest.sliced(qMin(StatusOffset, rest.size()));
    const bool hasNoBody = status.startsWith("204") || status.startsWith("304");
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf("\r\n");
        readField(rest.first(end));
        rest = rest.sliced(end + 2);
    }
    if (hasNoBody)
        m_contentLength = 0;
    else if (m_contentLength < 0)
        m_state = State::Endless;
}

void HttpAnswer::readField(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return;
    const QByteArrayView name = line.first(colon);
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (name.compare("content-length", Qt::CaseInsensitive) == 0)
        m_contentLength = value.toLongLong();
    else if (name.compare("connection", Qt::CaseInsensitive) == 0)
        m_saysClose = value.compare("close", Qt::CaseInsensitive) == 0;
}

QByteArray HttpAnswer::take(bool withBody, QByteArrayView extraFields)
{
    QByteArray bytes = std::move(m_bytes);
    if (!withBody)
        bytes.truncate(m_headSize);
    bytes.insert(m_headSize - 2, extraFields);
    *this = HttpAnswer();
    return bytes;
}

} // namespace parlor
