// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/SettingSources.h"

#include "config/NearestName.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

constexpr auto VariablePrefix = "PARLOR_"_L1;

QString suggestion(const QString &nearest)
{
    return nearest.isEmpty() ? QString() : u"; did you mean '%1'?"_s.arg(nearest);
}

QStringList optionNames()
{
    QStringList names;
    for (const Setting &setting : Setting::all())
        names.append(setting.option());
    for (const Command &command : Command::all())
        names.append("--"_L1 + command.name);
    return names;
}

} // namespace

SettingSources::SettingSources(const QStringList &arguments, const QProcessEnvironment &environment) :
    m_environment(environment)
{
    for (const Command &command : Command::all()) {
        QStringList names { command.name };
        if (command.name == "help"_L1 || command.name == "version"_L1)
            names.prepend(command.name.first(1));
        m_commandLine.addOption({ names, command.help, command.valueName });
    }
    for (const Setting &setting : Setting::all())
        m_commandLine.addOption({ setting.name, setting.help, setting.valueName });
    checkArguments(arguments);
    checkEnvironment();
    const QString path = m_commandLine.isSet(u"config"_s) ? m_commandLine.value(u"config"_s)
                                                          : m_environment.value(VariablePrefix + "CONFIG"_L1);
    if (!path.isEmpty())
        readFile(path);
}

void SettingSources::checkArguments(const QStringList &arguments)
{
    if (!m_commandLine.parse(arguments)) {
        const QStringList unknown = m_commandLine.unknownOptionNames();
        for (const QString &name : unknown) {
            const QString option = (name.size() == 1 ? "-"_L1 : "--"_L1) + name;
            m_mistakes.append(u"unknown option '%1'"_s.arg(option) + suggestion(nearestName(option, optionNames())));
        }
        if (unknown.isEmpty())
            m_mistakes.append(m_commandLine.errorText());
        return; // What seems to be an argument may be the value of what is unknown.
    }
    for (const QString &argument : m_commandLine.positionalArguments())
        m_mistakes.append(u"unexpected argument '%1'"_s.arg(argument));
}

void SettingSources::checkEnvironment()
{
    QStringList known { VariablePrefix + "CONFIG"_L1 };
    for (const Setting &setting : Setting::all())
        known.append(setting.variable());
    for (const QString &name : m_environment.keys()) {
        if (!name.startsWith(VariablePrefix) || known.contains(name))
            continue;
        // Others may have variables that begin so. One that nearly is a setting's is a mistake.
        QStringList names = known;
        for (QString &it : names)
            it.remove(0, VariablePrefix.size());
        const QString nearest = nearestName(name.sliced(VariablePrefix.size()), names);
        if (!nearest.isEmpty())
            m_mistakes.append(u"unknown variable '%1'"_s.arg(name) + suggestion(VariablePrefix + nearest));
    }
}

void SettingSources::readFile(const QString &path)
{
    const auto file = ConfigurationFile::read(path);
    if (!file) {
        m_mistakes.append(file.error());
        return;
    }
    const auto place = [&path](int line) { return u"%1:%2"_s.arg(path).arg(line); };
    for (const ConfigurationFile::Mistake &mistake : file->mistakes())
        m_mistakes.append(place(mistake.line) + u": "_s + mistake.text);
    for (const ConfigurationFile::Entry &entry : file->entries())
        takeEntry(entry, place(entry.line));
}

void SettingSources::takeEntry(const ConfigurationFile::Entry &entry, const QString &place)
{
    const Setting *setting = Setting::find(entry.name);
    if (!setting) {
        QStringList names;
        for (const Setting &it : Setting::all())
            names.append(it.name);
        m_mistakes.append(u"%1: unknown setting '%2'"_s.arg(place, entry.name) + suggestion(nearestName(entry.name, names)));
        return;
    }
    const auto said = m_file.find(entry.name);
    if (said == m_file.end() && (setting->kind.repeats || entry.values.size() == 1))
        m_file.insert(entry.name, { entry.values, place, place + u": "_s + entry.name });
    else if (setting->kind.repeats)
        said->values += entry.values;
    else if (said == m_file.end())
        m_mistakes.append(u"%1: %2 may have one value only"_s.arg(place, entry.name));
    else
        m_mistakes.append(u"%1: %2 may have one value only, and has one in %3"_s.arg(place, entry.name, said->place));
}

std::optional<SettingSources::Found> SettingSources::find(const Setting &setting) const
{
    if (m_commandLine.isSet(setting.name)) {
        const QStringList values = setting.kind.isSwitch ? QStringList { u"true"_s } : m_commandLine.values(setting.name);
        return Found { values, setting.option(), setting.option() };
    }
    const QString variable = setting.variable();
    if (m_environment.contains(variable)) {
        const QString value = m_environment.value(variable);
        return Found { setting.kind.repeats ? value.split(u',') : QStringList { value }, variable, variable };
    }
    if (const auto it = m_file.constFind(setting.name); it != m_file.cend())
        return *it;
    return std::nullopt;
}

} // namespace parlor
