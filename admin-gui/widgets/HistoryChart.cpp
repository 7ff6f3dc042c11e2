// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/HistoryChart.h"

#include "widgets/Tone.h"

#include <QApplication>
#include <QEvent>
#include <QGraphicsLayout>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// The next of 1, 2, 5, 10, 20, 50… that \a value does not exceed.
double roundUp(double value)
{
    const double power = std::pow(10, std::floor(std::log10(std::max(value, 1.0))));
    for (const double step : { 1.0, 2.0, 5.0 }) {
        if (value <= step * power)
            return step * power;
    }
    return 10 * power;
}

} // namespace

HistoryChart::HistoryChart(const QString &title, int minutes, bool isFilled, QWidget *parent) :
    QChartView(parent),
    m_minutes(minutes),
    m_isFilled(isFilled),
    m_time(new QValueAxis(this)),
    m_value(new QValueAxis(this))
{
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setMinimumSize(200, 130);
    setAccessibleName(title);
    chart()->setTitle(title.toHtmlEscaped());
    chart()->setMargins(QMargins(4, 0, 4, 0));
    chart()->setBackgroundRoundness(4);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->legend()->hide();
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_value, Qt::AlignLeft);
    m_time->setRange(-minutes * 60, 0);
    m_time->setTickCount(3);
    // The axis counts seconds, people read minutes.
    m_time->setLabelsVisible(true);
    m_time->setLabelFormat(u"%d s"_s);
    if (minutes > 1)
        m_time->setRange(-minutes, 0);
    if (minutes > 1)
        m_time->setLabelFormat(u"%d min"_s);
    m_value->setTickCount(3);
    m_value->setLabelFormat(u"%d"_s);
    m_value->setRange(0, 2);
    dress();
}

void HistoryChart::addLine(const QString &name)
{
    auto *line = new QLineSeries(this);
    line->setName(name.toHtmlEscaped());
    m_lines.append(line);
    if (m_isFilled) {
        m_ground = new QLineSeries(this);
        m_area = new QAreaSeries(line, m_ground);
        m_area->setName(line->name());
        chart()->addSeries(m_area);
        m_area->attachAxis(m_time);
        m_area->attachAxis(m_value);
    } else {
        chart()->addSeries(line);
        line->attachAxis(m_time);
        line->attachAxis(m_value);
        chart()->legend()->setVisible(m_lines.size() > 1);
        chart()->legend()->setAlignment(Qt::AlignBottom);
    }
    dress();
}

void HistoryChart::setPoints(int line, const QList<QPointF> &points)
{
    const double unit = m_minutes > 1 ? 60 : 1;
    QList<QPointF> scaled;
    scaled.reserve(points.size());
    for (const QPointF &point : points)
        scaled.append({ point.x() / unit, point.y() });
    m_lines[line]->replace(scaled);
    if (m_ground && !scaled.isEmpty())
        m_ground->replace({ { scaled.first().x(), 0 }, { scaled.last().x(), 0 } });
}

void HistoryChart::fit()
{
    double highest = 0;
    for (const QLineSeries *line : std::as_const(m_lines)) {
        const QList<QPointF> points = line->points();
        for (const QPointF &point : points)
            highest = std::max(highest, point.y());
    }
    m_value->setRange(0, std::max(2.0, roundUp(highest)));
}

void HistoryChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::FontChange)
        dress();
}

void HistoryChart::dress()
{
    const QPalette palette = QApplication::palette(this);
    const QColor muted = tone::muted(palette);
    QColor grid = palette.color(QPalette::WindowText);
    grid.setAlphaF(0.12F);
    setBackgroundBrush(palette.window());
    chart()->setBackgroundBrush(palette.base());
    chart()->setTitleBrush(palette.windowText());
    chart()->setTitleFont(font());
    chart()->legend()->setLabelBrush(palette.windowText());
    for (QValueAxis *axis : { m_time, m_value }) {
        QFont small = font();
        small.setPointSizeF(small.pointSizeF() * 0.85);
        axis->setLabelsFont(small);
        axis->setLabelsBrush(muted);
        axis->setGridLinePen(QPen(grid, 1));
        axis->setLinePen(QPen(grid, 1));
    }
    m_time->setGridLineVisible(false);
    for (int i = 0; i < int(m_lines.size()); ++i)
        m_lines[i]->setPen(QPen(colorOf(i), 1.8));
    if (m_area) {
        QColor fill = colorOf(0);
        fill.setAlphaF(0.18F);
        m_area->setPen(QPen(colorOf(0), 1.8));
        m_area->setBrush(fill);
    }
}

QColor HistoryChart::colorOf(int line) const
{
    const QPalette palette = QApplication::palette(this);
    const bool isDark = tone::isDark(palette);
    switch (line) {
    case 0:
        return isDark ? QColor(0x6f, 0xb7, 0xd2) : QColor(0x24, 0x5c, 0x73);
    case 1:
        return tone::warning(palette);
    default:
        return tone::good(palette);
    }
}

} // namespace parlor::admin
