// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/LogEntry.h"

#include "json/JsonText.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace parlor {

namespace {

QByteArrayView levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    Q_UNREACHABLE();
}

/// sd-daemon(3), "Logging".
int severityOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return 7;
    case QtInfoMsg:
        return 6;
    case QtWarningMsg:
        return 4;
    case QtCriticalMsg:
        return 3;
    case QtFatalMsg:
        return 2;
    }
    Q_UNREACHABLE();
}

/// What a terminal would obey, and what some take for the end of a line.
bool isControl(QChar c)
{
    return c < u' ' || (c >= u'\x7F' && c < u'\xA0') || c == QChar(0x2028) || c == QChar(0x2029);
}

void appendPrintable(QByteArray &out, QStringView text)
{
    QString printable;
    for (const QChar c : text) {
        if (isControl(c))
            printable += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            printable += c;
    }
    out += printable.toUtf8();
}

/// A name cannot be told from a value where one has spaces, quotes or equals signs.
void appendTextValue(QByteArray &out, const QJsonValue &value)
{
    const QString text = value.isString() ? value.toString() : QString::fromUtf8(json::toCompact(value));
    const auto needsQuotes = [](QChar c) { return c == u' ' || c == u'"' || c == u'=' || c == u'\\' || isControl(c); };
    if (!text.isEmpty() && std::ranges::none_of(text, needsQuotes))
        out += text.toUtf8();
    else
        appendPrintable(out, QString::fromUtf8(json::toString(text)));
}

QByteArray isoTime(qint64 time)
{
    // Not through local time, which asks the system for its zone; and Qt::ISODateWithMs may say +00:00.
    return QDateTime::fromMSecsSinceEpoch(time, QTimeZone::utc()).toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz'Z'").toLatin1();
}

void appendText(QByteArray &out, const LogEntry &entry, bool hasTime)
{
    if (hasTime)
        out += isoTime(entry.time) + ' ';
    out += levelOf(entry.type) + ' ' + entry.category + ": ";
    appendPrintable(out, entry.message);
    for (const auto &[name, value] : entry.fields) {
        out += ' ' + QByteArrayView(name.data(), name.size()) + '=';
        appendTextValue(out, value);
    }
}

void appendJson(QByteArray &out, const LogEntry &entry)
{
    out += "{\"time\":\"" + isoTime(entry.time) + "\",\"level\":\"" + levelOf(entry.type) + "\",\"category\":";
    json::appendString(out, QString::fromUtf8(entry.category));
    out += ",\"message\":";
    json::appendString(out, entry.message);
    for (const auto &[name, value] : entry.fields) {
        json::appendKey(out, name);
        json::appendValue(out, value);
    }
    out += '}';
}

} // namespace

QByteArray toLogLine(const LogEntry &entry, LogFormat format, bool journal)
{
    QByteArray line;
    if (journal)
        line += '<' + QByteArray::number(severityOf(entry.type)) + '>';
    if (format == LogFormat::Json)
        appendJson(line, entry);
    else
        appendText(line, entry, !journal);
    line += '\n';
    return line;
}

} // namespace parlor
