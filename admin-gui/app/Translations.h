// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QTranslator>

namespace parlor::admin {

/// The program's own words in the user's language, and those of Qt's dialogs where the system has them. Who speaks
/// another language than the program does is spoken to in English.
class Translations {
public:
    /// Installs them in the application, for as long as this lives.
    explicit Translations(const QLocale &locale);

private:
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace parlor::admin
