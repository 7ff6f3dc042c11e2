// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Tone.h"

namespace parlor::admin::tone {

namespace {

QColor mixed(const QColor &a, const QColor &b, double shareOfA)
{
    const auto mix = [shareOfA](int x, int y) { return int(x * shareOfA + y * (1 - shareOfA)); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor good(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x6c, 0xc4, 0x8a) : QColor(0x1f, 0x7a, 0x43);
}

QColor warning(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xe8, 0xb0, 0x4a) : QColor(0x9a, 0x62, 0x00);
}

QColor bad(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xf0, 0x86, 0x7c) : QColor(0xb3, 0x2d, 0x22);
}

QColor muted(const QPalette &palette)
{
    return mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.65);
}

QColor wash(const QColor &color, const QPalette &palette)
{
    return mixed(color, palette.color(QPalette::Window), isDark(palette) ? 0.22 : 0.13);
}

} // namespace parlor::admin::tone
