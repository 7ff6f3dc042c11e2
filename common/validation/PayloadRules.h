// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "validation/PayloadLimits.h"

#include <QByteArrayView>
#include <QJsonObject>
#include <QLatin1StringView>
#include <QString>
#include <QStringList>

#include <optional>

namespace parlor {

/// Reads the fields of a payload, REST or realtime, and collects what breaks a rule, so that an answer names
/// every failing field in the order in which they were asked for (contract, section 1, "Error bodies"). What
/// a field's function returns is to be used only once the verdict is good.
class PayloadRules {
public:
    explicit PayloadRules(const QJsonObject &payload);

    /// The longest name: room ids and usernames, in code points.
    static constexpr qsizetype MaxNameLength = 128;

    const QJsonObject &payload() const { return m_payload; }

    /// A name (roomId, username, creatorUsername): a string that is not empty, has 1–128 code points and no
    /// control characters (general category Cc). Messages: `<field> should not be empty` (missing, null or
    /// ""),
    /// `<field> must be a string`, `<field> must be shorter than or equal to 128 characters`,
    /// `<field> must not contain control characters`, and for half a surrogate pair, which no UTF-8 can
    /// carry,
    /// `<field> must be valid Unicode`.
    QString name(QLatin1StringView field);
    /// A string that is not empty, of any length (content).
    QString text(QLatin1StringView field);
    /// As name(), or nothing: missing or null.
    QString optionalName(QLatin1StringView field);
    /// A string of no more than \a maxLength code points that is one line, or nothing: missing, null or "". Messages as of name().
    QString optionalLine(QLatin1StringView field, qsizetype maxLength);
    /// An integer from 0 on, or nothing: `<field> must be an integer number`, `<field> must not be less than
    /// 0`.
    std::optional<qint64> optionalOrder(QLatin1StringView field);
    /// `<field> must be a boolean value`.
    bool boolean(QLatin1StringView field);
    /// What the payload holds beside its own fields, as the text of JSON members: `extra fields must not take more than 8192 bytes`,
    /// `extra fields must not be nested more than 8 deep`.
    void limitExtras(QByteArrayView membersJson, const PayloadLimits &limits);
    /// Whether \a verdict is that of limitExtras().
    static bool concernsExtras(const Error &verdict);
    /// Any other rule: \a message where it does not \a hold.
    void require(bool holds, const QString &message);

    /// The collected messages as Error::validation, or nothing wrong.
    Result<void> verdict() const;

private:
    void checkLine(QLatin1StringView field, const QString &text, qsizetype maxLength);
    void refuse(QLatin1StringView field, const QString &rule);

    QJsonObject m_payload;
    QStringList m_messages;
};

} // namespace parlor
