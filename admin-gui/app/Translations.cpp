// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace parlor::admin {

using namespace Qt::StringLiterals;

Translations::Translations(const QLocale &locale)
{
    // English has plurals, which are not in the sources.
    if (m_own.load(locale, u"parlor_admin"_s, u"_"_s, u":/translations"_s)
        || m_own.load(u":/translations/parlor_admin_en"_s))
        QCoreApplication::installTranslator(&m_own);
    if (m_qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace parlor::admin
