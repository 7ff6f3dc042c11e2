// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/ShellCompletion.h"

#include "config/SettingsTable.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// An option as a shell sees it.
struct Option {
    QString name; ///< with its dashes
    QString valueName; ///< empty: it takes none
    QString help;
    QStringList words;
    SettingKind::Names names;
    bool repeats;
};

QList<Option> options()
{
    QList<Option> all;
    for (const Setting &it : Setting::all())
        all.append({ it.option(), it.valueName, it.help, it.kind.words, it.kind.names, it.kind.repeats });
    for (const Command &it : Command::all())
        all.append({ "--"_L1 + it.name, it.valueName, it.help, it.words, it.names, false });
    return all;
}

/// In single quotes, for any of the shells.
QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

QString bash()
{
    QStringList names;
    QString cases;
    for (const Option &option : options()) {
        names.append(option.name);
        if (option.valueName.isEmpty())
            continue;
        QString completes = u"return"_s;
        if (!option.words.isEmpty())
            completes = u"COMPREPLY=($(compgen -W "_s + quoted(option.words.join(u' ')) + u" -- \"$cur\"))"_s;
        else if (option.names == SettingKind::Names::File)
            completes = u"compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\"))"_s;
        else if (option.names == SettingKind::Names::Directory)
            completes = u"compopt -o filenames; COMPREPLY=($(compgen -d -- \"$cur\"))"_s;
        cases += u"        "_s + option.name + u") "_s + completes + u" ;;\n"_s;
    }
    return u"# bash completion for parlor-server\n"
           "_parlor_server() {\n"
           "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    COMPREPLY=()\n"
           "    case $prev in\n"_s
        + cases + u"        *) COMPREPLY=($(compgen -W "_s + quoted(names.join(u' '))
        + u" -- \"$cur\")) ;;\n"
          "    esac\n"
          "}\n"
          "complete -F _parlor_server parlor-server\n"_s;
}

QString zsh()
{
    QString lines;
    for (const Option &option : options()) {
        QString help = option.help;
        help.replace(u'[', u"\\["_s).replace(u']', u"\\]"_s);
        QString spec = (option.repeats ? u"*"_s : QString()) + option.name + u'[' + help + u']';
        if (!option.valueName.isEmpty()) {
            spec += u':' + option.valueName + u':';
            if (!option.words.isEmpty())
                spec += u'(' + option.words.join(u' ') + u')';
            else if (option.names == SettingKind::Names::File)
                spec += u"_files"_s;
            else if (option.names == SettingKind::Names::Directory)
                spec += u"_files -/"_s;
        }
        lines += u" \\\n    "_s + quoted(spec);
    }
    return u"#compdef parlor-server\n_arguments"_s + lines + u'\n';
}

QString fish()
{
    QString lines = u"complete -c parlor-server -f\n"_s;
    for (const Option &option : options()) {
        lines += u"complete -c parlor-server -l "_s + option.name.sliced(2);
        if (!option.words.isEmpty())
            lines += u" -x -a "_s + quoted(option.words.join(u' '));
        else if (option.names == SettingKind::Names::File)
            lines += u" -r -F"_s;
        else if (option.names == SettingKind::Names::Directory)
            lines += u" -x -a '(__fish_complete_directories)'"_s;
        else if (!option.valueName.isEmpty())
            lines += u" -x"_s;
        lines += u" -d "_s + quoted(option.help) + u'\n';
    }
    return lines;
}

} // namespace

QStringList ShellCompletion::shells()
{
    return { u"bash"_s, u"zsh"_s, u"fish"_s };
}

QString ShellCompletion::script(const QString &shell)
{
    if (shell == "bash"_L1)
        return bash();
    if (shell == "zsh"_L1)
        return zsh();
    if (shell == "fish"_L1)
        return fish();
    return {};
}

} // namespace parlor
