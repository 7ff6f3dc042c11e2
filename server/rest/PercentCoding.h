// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace parlor {

/// The text behind a percent-encoded part of a URL (RFC 3986, section 2.1). Nothing where an escape is not
/// `%` and two hexadecimal digits, or where the bytes are not UTF-8.
std::optional<QString> percentDecoded(QByteArrayView text);

/// The same for a query, where `+` stands for a space.
std::optional<QString> formDecoded(QByteArrayView text);

/// Everything but RFC 3986's unreserved characters escaped, so it is one path segment or one query value.
QByteArray percentEncoded(const QString &text);

} // namespace parlor
