// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Appearance.h"

#include <QApplication>
#include <QPalette>
#include <QProxyStyle>
#include <QTableView>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// The style underneath, with air between the columns of tables.
class RoomyStyle final : public QProxyStyle {
public:
    using QProxyStyle::QProxyStyle;

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override
    {
        constexpr int margin = 8;
        if (metric == PM_HeaderMargin || (metric == PM_FocusFrameHMargin && qobject_cast<const QTableView *>(widget)))
            return margin;
        return QProxyStyle::pixelMetric(metric, option, widget);
    }

    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override
    {
        QRect rect = QProxyStyle::subElementRect(element, option, widget);
        // Common to most styles: the arrow hangs from the upper edge as soon as the margin is another.
        if (element == SE_HeaderArrow)
            rect.moveCenter({ rect.center().x(), option->rect.center().y() });
        return rect;
    }
};

QPalette makePalette(const QColor &window, const QColor &base, const QColor &text, const QColor &highlight)
{
    QPalette palette(text, window.lightness() < 128 ? window.lighter(125) : window, window.lighter(150),
                     window.darker(150), window.darker(120), text, base);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::AlternateBase, window.lightness() < 128 ? base.lighter(115) : base.darker(103));
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, highlight.lighter(window.lightness() < 128 ? 140 : 100));
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::ToolTipText, text);
    QColor faded = text;
    faded.setAlpha(110);
    palette.setColor(QPalette::PlaceholderText, faded);
    const QColor disabled = window.lightness() < 128 ? window.lighter(220) : window.darker(160);
    for (const auto role : { QPalette::Text, QPalette::WindowText, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, disabled);
    return palette;
}

} // namespace

void apply(Appearance appearance)
{
    // What the program began with, before anybody chose.
    static const QString systemStyle = QApplication::style()->objectName();
    static const QPalette systemPalette = QApplication::palette();
    // A native style may paint its own colours whatever the palette says; Fusion does not.
    QApplication::setStyle(new RoomyStyle(appearance == Appearance::System ? systemStyle : u"fusion"_s));
    if (appearance == Appearance::System) {
        QApplication::setPalette(systemPalette);
        return;
    }
    if (appearance == Appearance::Dark)
        QApplication::setPalette(
            makePalette(QColor(0x2b, 0x2d, 0x30), QColor(0x1f, 0x20, 0x23), QColor(0xe6, 0xe6, 0xe6),
                        QColor(0x2f, 0x78, 0x94)));
    else
        QApplication::setPalette(makePalette(QColor(0xf3, 0xf3, 0xf2), Qt::white, QColor(0x1d, 0x1f, 0x21),
                                             QColor(0x24, 0x6a, 0x86)));
}

QString toString(Appearance appearance)
{
    switch (appearance) {
    case Appearance::Light:
        return u"light"_s;
    case Appearance::Dark:
        return u"dark"_s;
    case Appearance::System:
        break;
    }
    return u"system"_s;
}

Appearance toAppearance(const QString &text)
{
    if (text == "light"_L1)
        return Appearance::Light;
    return text == "dark"_L1 ? Appearance::Dark : Appearance::System;
}

} // namespace parlor::admin
