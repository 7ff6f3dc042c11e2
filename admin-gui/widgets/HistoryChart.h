// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QPointF>
#include <QString>
#include <QtCharts/QChartView>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace parlor::admin {

/// One or several lines over the last minutes, in the colours of the palette.
class HistoryChart : public QChartView {
    Q_OBJECT

public:
    /// With \a isFilled there is one line, over a tinted area.
    HistoryChart(const QString &title, int minutes, bool isFilled, QWidget *parent = nullptr);

    int minutes() const { return m_minutes; }
    /// Before the first setPoints(). With several lines there is a legend.
    void addLine(const QString &name);
    /// Seconds before now, which are negative, and values.
    void setPoints(int line, const QList<QPointF> &points);
    /// After the points of every line: the height fits them.
    void fit();

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();
    QColor colorOf(int line) const;

    const int m_minutes;
    const bool m_isFilled;
    QValueAxis *m_time;
    QValueAxis *m_value;
    QList<QLineSeries *> m_lines;
    QAreaSeries *m_area = nullptr;
    QLineSeries *m_ground = nullptr;
};

} // namespace parlor::admin
