// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Timestamp.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QLatin1StringView>
#include <QString>

#include <optional>

namespace parlor {

/// Takes an object of the contract apart for a client. A member that is missing or of another type is remembered, so
/// that a changed field is seen and does not pass for an empty one.
class JsonFields {
public:
    explicit JsonFields(const QJsonObject &json) : m_json(json) {}

    QString text(QLatin1StringView name)
    {
        const QJsonValue value = m_json.value(name);
        m_isWhole &= value.isString();
        return value.toString();
    }

    qint64 integer(QLatin1StringView name)
    {
        const QJsonValue value = m_json.value(name);
        m_isWhole &= value.toInteger(0) == value.toInteger(1);
        return value.toInteger();
    }

    double number(QLatin1StringView name)
    {
        const QJsonValue value = m_json.value(name);
        m_isWhole &= value.isDouble();
        return value.toDouble();
    }

    bool boolean(QLatin1StringView name)
    {
        const QJsonValue value = m_json.value(name);
        m_isWhole &= value.isBool();
        return value.toBool();
    }

    Timestamp time(QLatin1StringView name)
    {
        const auto time = fromIsoString(text(name));
        m_isWhole &= time.has_value();
        return time.value_or(0);
    }

    /// Empty for null.
    QString optionalText(QLatin1StringView name) { return m_json.value(name).isNull() ? QString() : text(name); }

    /// Nothing for null.
    std::optional<Timestamp> optionalTime(QLatin1StringView name)
    {
        return m_json.value(name).isNull() ? std::nullopt : std::optional(time(name));
    }

    QJsonObject object(QLatin1StringView name)
    {
        const QJsonValue value = m_json.value(name);
        m_isWhole &= value.isObject();
        return value.toObject();
    }

    /// \a value where every member asked for was there.
    template <typename T>
    std::optional<T> whole(const T &value) const
    {
        return m_isWhole ? std::optional(value) : std::nullopt;
    }

private:
    const QJsonObject m_json;
    bool m_isWhole = true;
};

} // namespace parlor
