// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <utility>

namespace parlor {

/// Says of one message after the other whether it still belongs to what may have so many bytes together. The first one does, whatever
/// its size, so that whoever goes on behind the last one gets on.
class ByteBudget {
public:
    explicit ByteBudget(qint64 maxBytes) :
        m_maxBytes(maxBytes)
    {
    }

    /// False from the first one on that does not.
    bool takes(qint64 bytes)
    {
        m_bytes += bytes;
        return std::exchange(m_isFirst, false) || m_bytes <= m_maxBytes;
    }

private:
    const qint64 m_maxBytes;
    qint64 m_bytes = 0;
    bool m_isFirst = true;
};

} // namespace parlor
