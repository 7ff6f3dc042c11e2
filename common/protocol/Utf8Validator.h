// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace parlor {

/// Validates UTF-8 as it arrives, across any split of its bytes (RFC 3629). Fails at the first byte that
/// cannot continue a valid text, not at the end of the code point, as RFC 6455 section 8.1 allows.
class Utf8Validator {
public:
    /// False from the first impossible byte on.
    bool feed(QByteArrayView bytes);
    /// True where no code point is left half done.
    bool isComplete() const { return m_state == 0; }
    void reset() { m_state = 0; }

private:
    quint8 m_state = 0;
};

} // namespace parlor
