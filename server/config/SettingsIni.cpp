// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/SettingsIni.h"

#include "config/ConfigurationFile.h"
#include "config/SettingsTable.h"
#include "config/WrappedText.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

const QString Comment = u"# "_s;

QString line(const Setting &setting, const ServerOptions &options)
{
    QStringList values;
    for (const QString &value : setting.kind.get(options))
        values.append(ConfigurationFile::quoted(value));
    const QString text = setting.name + u" = "_s + values.join(u", "_s);
    return text.trimmed() + u'\n';
}

QString title(const Setting &setting, const Setting *previous)
{
    if (previous && previous->group == setting.group)
        return {};
    return u"\n# --- "_s + Setting::title(setting.group) + u" ---\n"_s;
}

} // namespace

QString commentedIni()
{
    QString text = wrappedText(u"The settings of parlor-server: --config or PARLOR_CONFIG names this file. Those that stand here have "
                               "their defaults; take away the # to change one. An option wins over the environment, and that over "
                               "this file. A list is separated by commas, or said in several lines. Mark [reload]: read "
                               "again on SIGHUP."_s, Comment);
    const Setting *previous = nullptr;
    for (const Setting &setting : Setting::all()) {
        QString sentence = setting.help;
        if (!setting.defaultWords.isEmpty())
            sentence += u" Default: "_s + setting.defaultWords + u'.';
        if (setting.applies == Setting::Applies::OnReload)
            sentence += u" [reload]"_s;
        text += title(setting, previous) + u'\n' + wrappedText(sentence, Comment);
        text += u'#' + (setting.defaultWords.isEmpty() ? line(setting, ServerOptions()) : setting.name + u" =\n"_s);
        previous = &setting;
    }
    return text;
}

QString effectiveIni(const ServerOptions &options)
{
    QString text;
    for (const Setting &setting : Setting::all()) {
        const QString place = options.places.value(setting.name, u"default"_s);
        const bool isNothing = setting.kind.get(options).isEmpty();
        text += Comment + place + u'\n' + (isNothing ? u"#"_s : QString()) + line(setting, options);
    }
    return text;
}

} // namespace parlor
