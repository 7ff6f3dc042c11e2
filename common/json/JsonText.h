// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QStringView>

#include <initializer_list>
#include <utility>

/// Writing JSON text straight into a byte array, in the order the caller chooses. Everything that leaves the
/// server goes through here; reading is JsonParsing.h's.
namespace parlor::json {

/// Appends \a text as a JSON string with its quotes (RFC 8259, section 7). A lone surrogate is written as its
/// \u escape, so the output is always valid UTF-8.
void appendString(QByteArray &out, QStringView text);

/// Appends any value, compact. Numbers keep every digit that a double or a 64-bit integer holds; what JSON
/// cannot say (undefined, not a number, infinity) becomes null.
void appendValue(QByteArray &out, const QJsonValue &value);

/// Appends an integer in decimal.
void appendInteger(QByteArray &out, qint64 number);

/// Appends `"name":`, preceded by a comma unless \a out ends with an opening brace or is empty. \a name is
/// one of this server's own: ASCII, with nothing in it to escape.
void appendKey(QByteArray &out, QLatin1StringView name);

/// Appends every member of \a object that is not in \a reserved as `"key":value` with separating commas.
void appendMembers(QByteArray &out, const QJsonObject &object,
                   std::initializer_list<QLatin1StringView> reserved = {});

/// Appends an array: \a append appends each of \a items, which it is called with.
template <typename Items, typename Append>
void appendArray(QByteArray &out, const Items &items, Append append)
{
    out += '[';
    bool isFirst = true;
    for (const auto &item : items) {
        if (!std::exchange(isFirst, false))
            out += ',';
        append(item);
    }
    out += ']';
}

QByteArray toString(QStringView text);
QByteArray toCompact(const QJsonValue &value);

} // namespace parlor::json
