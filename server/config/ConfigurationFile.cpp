// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/ConfigurationFile.h"

#include <QFile>
#include <QStringDecoder>

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

using Values = tl::expected<QStringList, QString>;

/// What stands in quotes at the beginning of \a text, which is left behind them.
tl::expected<QString, QString> takeQuoted(QStringView &text)
{
    QString value;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == u'"') {
            text = text.sliced(i + 1).trimmed();
            return value;
        }
        const bool isEscape = text[i] == u'\\' && i + 1 < text.size() && (text[i + 1] == u'"' || text[i + 1] == u'\\');
        value += text[isEscape ? ++i : i];
    }
    return tl::unexpected(u"the quotes are not closed"_s);
}

/// What stands before the next comma of \a text, which is left at it.
QString takePlain(QStringView &text)
{
    const qsizetype comma = text.indexOf(u',');
    const QStringView value = comma < 0 ? text : text.first(comma);
    text = text.sliced(value.size());
    return value.trimmed().toString();
}

Values splitValues(QStringView text)
{
    QStringList values;
    while (true) {
        if (text.startsWith(u'"')) {
            const auto value = takeQuoted(text);
            if (!value)
                return tl::unexpected(value.error());
            values.append(*value);
        } else {
            values.append(takePlain(text));
        }
        if (text.isEmpty())
            return values;
        if (!text.startsWith(u','))
            return tl::unexpected(u"after the quotes there may only be a comma"_s);
        text = text.sliced(1).trimmed();
    }
}

} // namespace

tl::expected<ConfigurationFile, QString> ConfigurationFile::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(u"cannot read the configuration file '%1': %2"_s.arg(path, file.errorString()));
    const QByteArray content = file.read(MaxBytes + 1);
    if (content.size() > MaxBytes)
        return tl::unexpected(u"'%1' is not a configuration file: it is too large"_s.arg(path));
    return parse(content);
}

ConfigurationFile ConfigurationFile::parse(const QByteArray &content)
{
    ConfigurationFile file;
    int number = 0;
    for (const QByteArray &line : content.split('\n')) {
        ++number;
        QStringDecoder decoder(QStringDecoder::Utf8, number == 1 ? QStringDecoder::Flag::Default
                                                                 : QStringDecoder::Flag::ConvertInitialBom);
        const QString text = decoder.decode(line);
        if (decoder.hasError() || line.contains('\0'))
            file.m_mistakes.append({ u"this is not text in UTF-8"_s, number });
        else
            file.parseLine(QStringView(text).trimmed(), number);
    }
    return file;
}

void ConfigurationFile::parseLine(QStringView line, int number)
{
    if (line.isEmpty() || line.startsWith(u';') || line.startsWith(u'#') || line == u"[General]")
        return;
    if (line.startsWith(u'[')) {
        m_mistakes.append({ u"there are no sections, but '%1'"_s.arg(line), number });
        return;
    }
    const qsizetype equals = line.indexOf(u'=');
    const QStringView name = line.first(std::max<qsizetype>(equals, 0)).trimmed();
    if (name.isEmpty()) {
        m_mistakes.append({ u"expected name = value, not '%1'"_s.arg(line), number });
        return;
    }
    const Values values = splitValues(line.sliced(equals + 1).trimmed());
    if (values)
        m_entries.append({ name.toString(), *values, number });
    else
        m_mistakes.append({ u"%1: %2"_s.arg(name, values.error()), number });
}

QString ConfigurationFile::quoted(const QString &value)
{
    if (!value.isEmpty() && value.trimmed() == value && !value.contains(u',') && !value.startsWith(u'"'))
        return value;
    QString escaped = value;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + escaped + u'"';
}

} // namespace parlor
