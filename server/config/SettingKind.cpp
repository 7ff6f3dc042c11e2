// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/SettingKind.h"

#include "security/OriginPolicy.h"

namespace parlor::setting {

using namespace Qt::StringLiterals;

tl::expected<qint64, QString> parseNumber(const QString &text, qint64 least, qint64 most)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (!ok || value < least || value > most)
        return tl::unexpected(u"must be a number from %1 to %2, not '%3'"_s.arg(least).arg(most).arg(text));
    return value;
}

tl::expected<bool, QString> parseSwitch(const QString &text)
{
    const QString value = text.toLower();
    if (value == "true"_L1 || value == "1"_L1 || value == "yes"_L1 || value == "on"_L1)
        return true;
    if (value == "false"_L1 || value == "0"_L1 || value == "no"_L1 || value == "off"_L1)
        return false;
    return tl::unexpected(u"must be true or false, not '%1'"_s.arg(text));
}

QString refusal(const QStringList &words, const QString &text)
{
    const QString allButLast = words.first(words.size() - 1).join(u", "_s);
    return u"must be %1 or %2, not '%3'"_s.arg(allButLast, words.last(), text);
}

SettingKind address(QHostAddress ServerOptions::*field)
{
    SettingKind kind = kindOf(field);
    kind.set = [field](ServerOptions &options, const QStringList &values) -> SettingKind::Check {
        const QString &text = values.last();
        if (text == "localhost"_L1)
            options.*field = QHostAddress(QHostAddress::LocalHost);
        else if (!(options.*field).setAddress(text))
            return tl::unexpected(u"must be an IP address or localhost, not '%1'"_s.arg(text));
        return {};
    };
    kind.get = [field](const ServerOptions &options) { return QStringList { (options.*field).toString() }; };
    return kind;
}

SettingKind origins(QList<QByteArray> ServerOptions::*field)
{
    SettingKind kind = kindOf(field);
    kind.set = [field](ServerOptions &options, const QStringList &values) -> SettingKind::Check {
        (options.*field).clear();
        for (const QString &origin : values) {
            if (origin != "*"_L1 && !OriginPolicy::isOrigin(origin.toUtf8()))
                return tl::unexpected(u"must be * or an origin like https://example.org, not '%1'"_s.arg(origin));
            (options.*field).append(origin.toUtf8());
        }
        return {};
    };
    kind.get = [field](const ServerOptions &options) {
        QStringList texts;
        for (const QByteArray &origin : options.*field)
            texts.append(QString::fromUtf8(origin));
        return texts;
    };
    kind.repeats = true;
    return kind;
}

} // namespace parlor::setting
