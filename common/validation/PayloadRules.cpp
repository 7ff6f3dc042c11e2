// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/PayloadRules.h"

#include "json/JsonDepth.h"

#include <QChar>
#include <QJsonValue>

#include <cmath>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// Stands for the fields that are not asked for by name.
constexpr QLatin1StringView Extras("extra fields");

struct TextFacts {
    qsizetype codePoints = 0;
    bool hasControls = false;
    bool hasLoneSurrogates = false;
};

TextFacts examine(QStringView text)
{
    TextFacts facts;
    for (qsizetype i = 0; i < text.size(); ++i, ++facts.codePoints) {
        const QChar unit = text[i];
        if (unit.category() == QChar::Other_Control)
            facts.hasControls = true;
        if (!unit.isSurrogate())
            continue;
        if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else
            facts.hasLoneSurrogates = true;
    }
    return facts;
}

bool isAbsent(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

} // namespace

PayloadRules::PayloadRules(const QJsonObject &payload) :
    m_payload(payload)
{
}

QString PayloadRules::name(QLatin1StringView field)
{
    const QString text = this->text(field);
    checkLine(field, text, MaxNameLength);
    return text;
}

QString PayloadRules::text(QLatin1StringView field)
{
    const QJsonValue value = m_payload.value(field);
    if (isAbsent(value)) {
        refuse(field, u"should not be empty"_s);
        return {};
    }
    if (!value.isString()) {
        refuse(field, u"must be a string"_s);
        return {};
    }
    const QString text = value.toString();
    if (text.isEmpty())
        refuse(field, u"should not be empty"_s);
    return text;
}

QString PayloadRules::optionalName(QLatin1StringView field)
{
    return isAbsent(m_payload.value(field)) ? QString() : name(field);
}

QString PayloadRules::optionalLine(QLatin1StringView field, qsizetype maxLength)
{
    const QJsonValue value = m_payload.value(field);
    if (isAbsent(value) || value == QString())
        return {};
    const QString text = this->text(field);
    checkLine(field, text, maxLength);
    return text;
}

std::optional<qint64> PayloadRules::optionalOrder(QLatin1StringView field)
{
    const QJsonValue value = m_payload.value(field);
    if (isAbsent(value))
        return std::nullopt;
    // Beyond this, a JSON number does not say which integer it means (RFC 8259, section 6).
    constexpr double largest = 9007199254740991.0;
    const double number = value.toDouble();
    if (!value.isDouble() || std::trunc(number) != number || std::abs(number) > largest) {
        refuse(field, u"must be an integer number"_s);
        return std::nullopt;
    }
    if (number < 0) {
        refuse(field, u"must not be less than 0"_s);
        return std::nullopt;
    }
    return static_cast<qint64>(number);
}

bool PayloadRules::boolean(QLatin1StringView field)
{
    const QJsonValue value = m_payload.value(field);
    if (!value.isBool())
        refuse(field, u"must be a boolean value"_s);
    return value.toBool();
}

void PayloadRules::require(bool holds, const QString &message)
{
    if (!holds)
        m_messages.append(message);
}

void PayloadRules::limitExtras(QByteArrayView membersJson, const PayloadLimits &limits)
{
    if (membersJson.size() > limits.extrasBytes)
        refuse(Extras, u"must not take more than %1 bytes"_s.arg(limits.extrasBytes));
    if (json::findDeeperThan(membersJson, limits.extrasDepth) >= 0)
        refuse(Extras, u"must not be nested more than %1 deep"_s.arg(limits.extrasDepth));
}

bool PayloadRules::concernsExtras(const Error &verdict)
{
    return !verdict.messages.isEmpty() && verdict.messages.last().startsWith(Extras);
}

Result<void> PayloadRules::verdict() const
{
    if (m_messages.isEmpty())
        return {};
    return tl::unexpected(Error::validation(m_messages));
}

void PayloadRules::checkLine(QLatin1StringView field, const QString &text, qsizetype maxLength)
{
    const TextFacts facts = examine(text);
    if (facts.codePoints > maxLength)
        refuse(field, u"must be shorter than or equal to %1 characters"_s.arg(maxLength));
    if (facts.hasControls)
        refuse(field, u"must not contain control characters"_s);
    if (facts.hasLoneSurrogates)
        refuse(field, u"must be valid Unicode"_s);
}

void PayloadRules::refuse(QLatin1StringView field, const QString &rule)
{
    m_messages += field + u' ' + rule;
}

} // namespace parlor
