// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

#include <QByteArrayView>
#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <initializer_list>
#include <optional>
#include <utility>

namespace parlor {

/// Reads the parameters of a query one by one and keeps the first thing that was wrong, so the order of
/// asking is the order of precedence. What was never asked for is ignored, whatever it looks like. A
/// parameter that is asked for may be there once: which of two would count is nobody's guess.
class QueryParameters {
public:
    /// A limit, an index or an order: beyond this a JSON number does not say which integer it is.
    static constexpr qint64 LargestInteger = 9007199254740991;

    /// \a query is percent-encoded, without the question mark.
    explicit QueryParameters(QByteArrayView query);

    /// The decoded value, or nothing where it is missing or wrong. Errors: `<name> must be given once`,
    /// `<name> must be percent-encoded UTF-8`.
    std::optional<QString> text(QLatin1StringView name);
    /// Decimal digits that make a number from \a least to \a most, else `<name> must be a number from … to
    /// …`.
    std::optional<qint64> number(QLatin1StringView name, qint64 least, qint64 most);
    /// The index of the value among \a choices, or 0 where it is missing; else `<name> must be one of …`.
    qsizetype choice(QLatin1StringView name, std::initializer_list<QLatin1StringView> choices);

    /// Notes what a caller found wrong by itself.
    void refuse(const Error &error);
    /// The first thing that was wrong (BadRequest, or what refuse() was given), or nothing.
    Result<void> verdict() const;

private:
    QList<std::pair<QByteArrayView, QByteArrayView>> m_items;
    std::optional<Error> m_error;
};

} // namespace parlor
