// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace parlor::load {

/// What a sender wrote into its message.
struct Stamp {
    qint64 sentNs = 0; ///< when it was sent, or should have been
    int author = 0; ///< the number of the session
};

/// The data of a message to post, as an object: content of \a contentBytes, of which 27 are the stamp.
class MessageTemplate {
public:
    MessageTemplate(QByteArrayView roomId, int author, int contentBytes);
    /// Valid until the next call.
    const QByteArray &stamped(qint64 sentNs);

private:
    QByteArray m_text;
    qsizetype m_stampAt = 0;
};

/// Reads what the load generator wants to know of a message's JSON, without parsing it: it looks first where the same
/// member stood in the last message.
class MessageReader {
public:
    /// 0 where there is none.
    qint64 order(QByteArrayView json);
    std::optional<Stamp> stamp(QByteArrayView json);

private:
    qsizetype m_orderAt = 0;
    qsizetype m_stampAt = 0;
};

} // namespace parlor::load
