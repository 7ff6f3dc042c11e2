// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/WriteQueue.h"

#include <algorithm>

namespace parlor {

namespace {

/// Of this size a piece of its own takes about as much memory as a copy.
constexpr qsizetype SmallPiece = 128;
constexpr qsizetype MaxMergedPiece = 4096;

} // namespace

void WriteQueue::append(const QByteArray &bytes, qsizetype sent)
{
    const qsizetype rest = bytes.size() - sent;
    if (rest == 0)
        return;
    m_size += rest;
    if (!merge(QByteArrayView(bytes).sliced(sent)))
        m_pieces.push_back({ bytes, sent });
}

bool WriteQueue::merge(QByteArrayView bytes)
{
    if (m_first == m_pieces.size() || bytes.size() > SmallPiece)
        return false;
    QByteArray &last = m_pieces.back().bytes;
    if (!last.isDetached() || last.size() + bytes.size() > MaxMergedPiece)
        return false;
    last.append(bytes);
    return true;
}

std::span<const QByteArrayView> WriteQueue::front(std::span<QByteArrayView> pieces) const
{
    const auto waiting = std::span(m_pieces).subspan(m_first);
    const std::size_t count = std::min(pieces.size(), waiting.size());
    for (std::size_t i = 0; i < count; ++i)
        pieces[i] = QByteArrayView(waiting[i].bytes).sliced(waiting[i].sent);
    return pieces.first(count);
}

void WriteQueue::skip(qint64 count)
{
    m_size -= count;
    while (count > 0) {
        Piece &piece = m_pieces[m_first];
        if (count < piece.rest()) {
            piece.sent += qsizetype(count);
            break;
        }
        count -= piece.rest();
        piece.bytes = QByteArray();
        ++m_first;
    }
    dropSent();
}

void WriteQueue::clear()
{
    m_pieces = {};
    m_first = 0;
    m_size = 0;
}

void WriteQueue::dropSent()
{
    // Half of them at a time, so that each is moved once on the average.
    if (m_first == m_pieces.size())
        clear();
    else if (m_first > m_pieces.size() / 2) {
        m_pieces.erase(m_pieces.begin(), m_pieces.begin() + std::ptrdiff_t(m_first));
        m_first = 0;
    }
}

} // namespace parlor
