// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/ManualPage.h"

#include "config/SettingsHelp.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// \a text such that troff prints it as it stands.
QString plain(QString text)
{
    text.replace(u'\\', u"\\e"_s).replace(u'-', u"\\-"_s);
    if (text.startsWith(u'.') || text.startsWith(u'\''))
        text.prepend(u"\\&"_s);
    return text;
}

QString entry(const QString &option, const QString &valueName, const QString &sentence)
{
    const QString value = valueName.isEmpty() ? QString() : u" \\fI"_s + plain(valueName) + u"\\fR"_s;
    return u".TP\n\\fB"_s + plain(option) + u"\\fR"_s + value + u'\n' + plain(sentence) + u'\n';
}

QString settingEntries()
{
    QString text;
    const Setting *previous = nullptr;
    for (const Setting &setting : Setting::all()) {
        if (!previous || previous->group != setting.group)
            text += u".SS "_s + Setting::title(setting.group) + u'\n';
        text += entry(setting.option(), setting.valueName, settingSentence(setting));
        previous = &setting;
    }
    return text;
}

QString commandEntries()
{
    QString text = u".SS Other options\n"_s;
    for (const Command &command : Command::all())
        text += entry("--"_L1 + command.name, command.valueName, command.help);
    return text;
}

QString signalEntries()
{
    return entry(u"SIGTERM, SIGINT"_s, {},
                 u"Take no more clients, tell those that are there, store and deliver what was taken, and end. The second time: end at once."_s)
        + entry(u"SIGHUP"_s, {}, u"Read all settings again, and the files of tokens and keys. The log says what changed and what needs a restart."_s);
}

QString exitEntries()
{
    return entry(u"0"_s, {}, u"It was told to stop, or has done what was asked."_s)
        + entry(u"1"_s, {}, u"The database is not sound (--check), or it was told twice to stop."_s)
        + entry(u"2"_s, {}, u"Settings are wrong, or it could not do what was asked. Standard error says why."_s);
}

QString fileEntries()
{
    return entry(u"/etc/parlor/parlor-server.ini"_s, {},
                 u"The settings of the service that a package installs. After a change: systemctl reload parlor-server, or "
                 "restart, where the setting is not one of those that are read again."_s)
        + entry(u"/var/lib/parlor"_s, {},
                u"Its rooms and messages. Elsewhere it may not write: systemctl edit parlor-server, and say ReadWritePaths= for "
                "another directory."_s);
}

} // namespace

QString manualPage()
{
    return u".TH PARLOR\\-SERVER 1 \"\" \"parlor\\-server "_s + QLatin1StringView(PARLOR_VERSION) + u"\" \"Parlor\"\n"_s
        + u".SH NAME\nparlor\\-server \\- a chat\\-room server: REST, Socket.IO and plain WebSocket on one port\n"_s
        + u".SH SYNOPSIS\n.B parlor\\-server\n[\\fIOPTION\\fR]...\n"_s
        + u".SH DESCRIPTION\n"_s
        + plain(u"Once it serves, it prints the line \"parlor-server listening on URL\" on standard output; everything else goes "
                "to standard error."_s)
        + u"\n.SH OPTIONS\n"_s
        + plain(u"Every setting can also be made in the environment (--ping-interval as PARLOR_PING_INTERVAL; lists are "
                "separated by commas) or in the file that --config or PARLOR_CONFIG names (ping-interval = 25000). An option "
                "wins over the environment, and that over the file. What is no setting, and what is no value of one, is refused."_s)
        + u'\n' + settingEntries() + commandEntries() + u".SH SIGNALS\n"_s + signalEntries() + u".SH EXIT STATUS\n"_s
        + exitEntries() + u".SH FILES\n"_s + fileEntries() + u".SH SEE ALSO\n.BR parlor\\-admin (1),\n.BR systemctl (1)\n"_s;
}

} // namespace parlor
