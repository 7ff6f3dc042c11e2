// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/LogLine.h"

namespace parlor {

namespace {

thread_local const LogFields *fieldsOfThread = nullptr;

} // namespace

LogLine::LogLine(const QLoggingCategory &category, const QString &message, QtMsgType type) :
    m_category(category),
    m_message(message),
    m_type(type)
{
}

LogLine::~LogLine()
{
    const QMessageLogger logger(nullptr, 0, nullptr, m_category.categoryName());
    fieldsOfThread = &m_fields;
    switch (m_type) {
    case QtDebugMsg:
        logger.debug("%ls", qUtf16Printable(m_message));
        break;
    case QtWarningMsg:
        logger.warning("%ls", qUtf16Printable(m_message));
        break;
    case QtCriticalMsg:
        logger.critical("%ls", qUtf16Printable(m_message));
        break;
    case QtInfoMsg:
    case QtFatalMsg:
        logger.info("%ls", qUtf16Printable(m_message));
        break;
    }
    fieldsOfThread = nullptr;
}

LogLine &LogLine::with(QLatin1StringView name, const QJsonValue &value)
{
    m_fields.emplaceBack(name, value);
    return *this;
}

const LogFields &LogLine::currentFields()
{
    static const LogFields none;
    return fieldsOfThread ? *fieldsOfThread : none;
}

} // namespace parlor
