// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Profiles.h"

#include <algorithm>

namespace parlor::admin {

using namespace Qt::StringLiterals;

Profiles::Profiles(QSettings &settings) :
    m_settings(settings)
{
    const int count = settings.beginReadArray(u"profiles"_s);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        m_profiles.append({ settings.value("name"_L1).toString(), settings.value("url"_L1).toString(),
                            settings.value("keepsToken"_L1).toBool() });
    }
    settings.endArray();
}

std::optional<Profile> Profiles::find(const QString &name) const
{
    for (const Profile &profile : m_profiles) {
        if (profile.name == name)
            return profile;
    }
    return std::nullopt;
}

std::optional<Profile> Profiles::findWithToken(const QString &url) const
{
    for (const Profile &profile : m_profiles) {
        if (profile.url == url && profile.keepsToken)
            return profile;
    }
    return std::nullopt;
}

void Profiles::save(const Profile &profile)
{
    const auto it = std::find_if(m_profiles.begin(), m_profiles.end(),
                                 [&profile](const Profile &known) { return known.name == profile.name; });
    if (it == m_profiles.end())
        m_profiles.append(profile);
    else
        *it = profile;
    store();
}

void Profiles::remove(const QString &name)
{
    m_profiles.removeIf([&name](const Profile &profile) { return profile.name == name; });
    store();
}

void Profiles::store()
{
    m_settings.remove(u"profiles"_s);
    m_settings.beginWriteArray(u"profiles"_s, int(m_profiles.size()));
    for (int i = 0; i < int(m_profiles.size()); ++i) {
        m_settings.setArrayIndex(i);
        m_settings.setValue("name"_L1, m_profiles[i].name);
        m_settings.setValue("url"_L1, m_profiles[i].url);
        m_settings.setValue("keepsToken"_L1, m_profiles[i].keepsToken);
    }
    m_settings.endArray();
    m_settings.sync();
}

} // namespace parlor::admin
