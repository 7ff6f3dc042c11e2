// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstddef>
#include <span>
#include <vector>

namespace parlor {

/// What a connection has not taken yet, in order. What many connections wait for they share: each holds a reference of a few
/// bytes, not a copy.
class WriteQueue {
public:
    /// \a bytes without those of them that are \a sent already.
    void append(const QByteArray &bytes, qsizetype sent = 0);

    qint64 size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }

    /// What comes next, in no more than pieces.size() pieces. Returns those that there are; valid until the queue changes.
    std::span<const QByteArrayView> front(std::span<QByteArrayView> pieces) const;
    /// So many bytes were taken from the front.
    void skip(qint64 count);

private:
    struct Piece {
        QByteArray bytes;
        qsizetype sent = 0;

        qsizetype rest() const { return bytes.size() - sent; }
    };

    /// Puts what is small behind what is small, where nobody shares that: a piece has costs of its own.
    bool merge(QByteArrayView bytes);
    void dropSent();
    void clear();

    std::vector<Piece> m_pieces;
    std::size_t m_first = 0; ///< those before are sent
    qint64 m_size = 0;
};

} // namespace parlor
