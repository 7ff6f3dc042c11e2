// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// Paints an SVG whose `currentColor` is the palette's.
class PaletteIconEngine final : public QIconEngine {
public:
    explicit PaletteIconEngine(const QString &path)
    {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            m_svg = file.readAll();
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray svg = m_svg;
        svg.replace("currentColor", colorFor(mode).name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        const QRgb color = colorFor(mode).rgba();
        const QSize known = m_color == color ? m_pixmaps.value(mode).size() : QSize();
        if (known != size) {
            if (m_color != color)
                m_pixmaps.clear();
            m_color = color;
            QPixmap pixmap(size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            paint(&painter, QRect(QPoint(), size), mode, state);
            m_pixmaps.insert(mode, pixmap);
        }
        return m_pixmaps.value(mode);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }

    QIconEngine *clone() const override { return new PaletteIconEngine(*this); }

private:
    static QColor colorFor(QIcon::Mode mode)
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        return palette.color(mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::WindowText);
    }

    QByteArray m_svg;
    QRgb m_color = 0;
    QHash<int, QPixmap> m_pixmaps;
};

} // namespace

QIcon icon(QLatin1StringView name)
{
    return QIcon(new PaletteIconEngine(":/icons/"_L1 + name + ".svg"_L1));
}

} // namespace parlor::admin
