// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/Log.h"

#include "log/JournalStream.h"
#include "log/LogCategories.h"
#include "log/LogEntry.h"
#include "log/LogLine.h"

#include <QDateTime>

#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

Log *logOfProcess = nullptr;

/// What Qt calls the levels, in the order of LogLevel.
const QStringList &qtNames()
{
    static const QStringList names { u"debug"_s, u"info"_s, u"warning"_s, u"critical"_s };
    return names;
}

const QStringList &levelNames()
{
    static const QStringList names { u"debug"_s, u"info"_s, u"warning"_s, u"error"_s };
    return names;
}

/// Qt's rules for a category from \a level on.
QString rulesFor(const QString &category, qsizetype level)
{
    QString rules;
    for (qsizetype i = 0; i < qtNames().size(); ++i)
        rules += category + u'.' + qtNames()[i] + (i >= level ? u"=true\n"_s : u"=false\n"_s);
    return rules;
}

} // namespace

Log::Log() :
    m_isJournal(isJournal(stderr)),
    m_queue(stderr)
{
    logOfProcess = this;
    qInstallMessageHandler(handle);
    configure({});
}

Log::~Log()
{
    qInstallMessageHandler(nullptr);
    logOfProcess = nullptr;
}

void Log::configure(const LogSettings &settings)
{
    m_format = settings.format;
    QString rules;
    for (const QString &category : log::categoryNames())
        rules += rulesFor(category, qsizetype(settings.level));
    rules += rulesFor(u"default"_s, qsizetype(settings.level));
    for (const QString &rule : settings.rules) {
        const qsizetype equals = rule.indexOf(u'=');
        rules += rulesFor(rule.first(equals), levelNames().indexOf(rule.sliced(equals + 1)));
    }
    QLoggingCategory::setFilterRules(rules);
}

QString Log::mistakeIn(const QString &rule)
{
    const qsizetype equals = rule.indexOf(u'=');
    const bool isGood = equals > 0 && log::categoryNames().contains(rule.first(equals))
        && levelNames().contains(rule.sliced(equals + 1));
    if (isGood)
        return {};
    return u"must be CATEGORY=LEVEL, with one of %1 and one of %2, not '%3'"_s.arg(
        log::categoryNames().join(u", "_s), levelNames().join(u", "_s), rule);
}

void Log::handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const LogEntry entry { QDateTime::currentMSecsSinceEpoch(), type, context.category, message, LogLine::currentFields() };
    logOfProcess->m_queue.post(toLogLine(entry, logOfProcess->m_format, logOfProcess->m_isJournal));
    // The process ends when this returns.
    if (type == QtFatalMsg)
        logOfProcess->m_queue.flush();
}

} // namespace parlor
