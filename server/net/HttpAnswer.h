// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace parlor {

/// Gathers one response as the HTTP server writes it, piece by piece, and knows when it is whole. For responses of our
/// own server only, which are well-formed and say their length.
class HttpAnswer {
public:
    enum class State : quint8 {
        Incomplete,
        Complete,
        /// The end cannot be told: neither a Content-Length nor a status that excludes a body (204, 304).
        Endless,
    };

    /// What comes after the answer's end is dropped.
    void append(QByteArrayView bytes);
    State state() const { return m_state; }
    /// The response has `Connection: close`.
    bool saysClose() const { return m_saysClose; }

    /// The response as it is to be sent, with \a extraFields (each ending in CRLF) in its head. Begins a new one.
    QByteArray take(bool withBody, QByteArrayView extraFields = {});

    qsizetype size() const { return m_bytes.size(); }

private:
    void readHead();
    void readField(QByteArrayView line);

    QByteArray m_bytes;
    qsizetype m_headSize = 0; ///< 0 while the head is incomplete
    qint64 m_contentLength = -1;
    bool m_saysClose = false;
    State m_state = State::Incomplete;
};

} // namespace parlor
