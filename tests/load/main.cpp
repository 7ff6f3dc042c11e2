// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Endpoint.h"
#include "LoadCase.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

using namespace parlor::load;

namespace {

int refuse(const QString &reason)
{
    std::fprintf(stderr, "parlor-load: %s\n", qUtf8Printable(reason));
    return 2;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (const QString text = LoadOptions::information(arguments); !text.isEmpty()) {
        std::fputs(qUtf8Printable(text), stdout);
        return 0;
    }
    const auto options = LoadOptions::parse(arguments);
    if (!options)
        return refuse(options.error() + QStringLiteral("\n(--help lists cases and options)"));
    const auto load = LoadCase::create(*options);
    if (!load)
        return refuse(QStringLiteral("there is no case '%1'\n(--help lists cases and options)").arg(options->caseName));

    raiseDescriptorLimit();
    const auto figures = load->run();
    if (!figures)
        return refuse(figures.error());
    std::printf("%s\n", QJsonDocument(*figures).toJson(QJsonDocument::Compact).constData());
    return 0;
}
