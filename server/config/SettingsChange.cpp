// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/SettingsChange.h"

#include "config/SettingsTable.h"

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

QString shown(const QStringList &values)
{
    return values.isEmpty() ? u"nothing"_s : values.join(u", "_s);
}

/// Who opens or secures a server changes more than whom it knows.
bool changesWhoIsAsked(const Setting &setting, const ServerOptions &before, const ServerOptions &now)
{
    const bool isAboutTokens = setting.kind.names == SettingKind::Names::File && setting.group == Setting::Group::Access;
    return isAboutTokens && before.isSecured() != now.isSecured();
}

} // namespace

tl::expected<SettingsChange, QString> SettingsChange::between(const ServerOptions &before, const ServerOptions &now)
{
    SettingsChange change { before, {}, {} };
    change.options.places = now.places;
    for (const Setting &setting : Setting::all()) {
        const QStringList old = setting.kind.get(before);
        const QStringList values = setting.kind.get(now);
        if (old == values)
            continue;
        const QString text = u"%1: %2, now %3"_s.arg(setting.name, shown(old), shown(values));
        if (setting.applies == Setting::Applies::AtStart || changesWhoIsAsked(setting, before, now)) {
            change.awaitRestart.append(text);
        } else {
            setting.kind.copy(change.options, now);
            change.applied.append(text);
        }
    }
    if (const auto check = change.options.checkTogether(); !check)
        return tl::unexpected(check.error().message);
    return change;
}

} // namespace parlor
