// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/SettingsHelp.h"

#include "config/WrappedText.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

const QString Indent = u"      "_s;

QString entry(const QString &name, const QString &valueName, const QString &sentence)
{
    const QString option = valueName.isEmpty() ? name : name + u' ' + valueName;
    return "  "_L1 + option + u'\n' + wrappedText(sentence, Indent);
}

} // namespace

QString settingSentence(const Setting &setting)
{
    QString sentence = setting.help;
    if (setting.kind.repeats)
        sentence += u" May be repeated."_s;
    if (const QString usual = setting.defaultText(); !usual.isEmpty() && !setting.kind.isSwitch)
        sentence += u" ["_s + usual + u']';
    return sentence;
}

QString settingsHelp()
{
    QString text = u"Usage: parlor-server [OPTION]...\n"
                   "A chat-room server: REST, Socket.IO and plain WebSocket on one port.\n\n"_s;
    text += wrappedText(u"Every setting can also be made in the environment (--ping-interval as PARLOR_PING_INTERVAL) or in the "
                        "file that --config or PARLOR_CONFIG names (ping-interval = 25000). An option wins over the "
                        "environment, and that over the file."_s, {});
    const Setting *previous = nullptr;
    for (const Setting &setting : Setting::all()) {
        if (!previous || previous->group != setting.group)
            text += u'\n' + Setting::title(setting.group) + u":\n"_s;
        text += entry(setting.option(), setting.valueName, settingSentence(setting));
        previous = &setting;
    }
    text += u"\nOther options:\n"_s;
    for (const Command &command : Command::all())
        text += entry("--"_L1 + command.name, command.valueName, command.help);
    return text;
}

} // namespace parlor
