// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AdminApp.h"
#include "app/AdminOptions.h"
#include "app/Translations.h"
#include "widgets/Appearance.h"

#include <QApplication>
#include <QLocale>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

int print(std::FILE *stream, const QString &text, int exitCode)
{
    std::fputs(text.toLocal8Bit().constData(), stream);
    return exitCode;
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"Parlor"_s);
    QApplication::setApplicationName(u"parlor-admin"_s);
    QApplication::setApplicationVersion(QStringLiteral(PARLOR_VERSION));
    QApplication::setDesktopFileName(u"parlor-admin"_s);
    const parlor::admin::Translations translations{ QLocale() };

    const QStringList arguments = QApplication::arguments();
    if (const QString text = parlor::admin::AdminOptions::information(arguments); !text.isNull())
        return print(stdout, text, 0);
    const auto options = parlor::admin::AdminOptions::parse(arguments);
    if (!options)
        return print(stderr, u"parlor-admin: %1\n"_s.arg(options.error()), 2);

    parlor::admin::apply(parlor::admin::toAppearance(QSettings().value("appearance"_L1).toString()));
    parlor::admin::AdminApp app;
    app.start(options->server);
    return QApplication::exec();
}
