// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/OverviewPage.h"

#include "models/DisplayText.h"
#include "models/TimeText.h"
#include "models/Workspace.h"
#include "widgets/HistoryChart.h"
#include "widgets/Tone.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostPoints = 120;

QString rateText(double perSecond)
{
    return QLocale().toString(perSecond, 'f', perSecond < 100 ? 1 : 0);
}

} // namespace

OverviewPage::OverviewPage(Workspace &workspace, QWidget *parent) :
    QWidget(parent),
    m_workspace(workspace),
    m_figures(new QGridLayout),
    m_server(new QLabel),
    m_connections(new HistoryChart(tr("Connections, 60 minutes"), 60, false)),
    m_people(new HistoryChart(tr("Rooms and participants, 60 minutes"), 60, false))
{
    m_server->setTextFormat(Qt::PlainText);
    m_server->setObjectName(u"server"_s);
    m_figures->setHorizontalSpacing(24);
    m_figures->setVerticalSpacing(2);
    m_now = addFigure(tr("messages/s now"), u"now"_s, 0, 0);
    m_minute = addFigure(tr("1-minute average"), u"minute"_s, 0, 1);
    m_tenMinutes = addFigure(tr("10-minute average"), u"tenMinutes"_s, 0, 2);
    m_hour = addFigure(tr("60-minute average"), u"hour"_s, 0, 3);
    m_stored = addFigure(tr("messages stored"), u"stored"_s, 0, 4);
    m_rooms = addFigure(tr("rooms"), u"rooms"_s, 2, 0);
    m_participants = addFigure(tr("participants"), u"participantCount"_s, 2, 1);
    m_socketIo = addFigure(tr("Socket.IO connections"), u"socketIo"_s, 2, 2);
    m_webSocket = addFigure(tr("WebSocket connections"), u"webSocket"_s, 2, 3);
    m_http = addFigure(tr("HTTP connections"), u"http"_s, 2, 4);

    auto *charts = new QGridLayout;
    charts->setSpacing(8);
    const QList<std::pair<int, QString>> windows{ { 1, tr("Messages/s, 1 minute") },
                                                  { 10, tr("Messages/s, 10 minutes") },
                                                  { 60, tr("Messages/s, 60 minutes") } };
    for (const auto &[minutes, title] : windows) {
        auto *chart = new HistoryChart(title, minutes, true);
        chart->addLine(tr("messages/s"));
        charts->addWidget(chart, 0, int(m_rates.size()) * 2, 1, 2);
        m_rates.append(chart);
    }
    m_connections->addLine(tr("Socket.IO"));
    m_connections->addLine(tr("WebSocket"));
    m_connections->addLine(tr("HTTP"));
    m_people->addLine(tr("rooms"));
    m_people->addLine(tr("participants"));
    charts->addWidget(m_connections, 1, 0, 1, 3);
    charts->addWidget(m_people, 1, 3, 1, 3);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(12);
    layout->addWidget(m_server);
    layout->addLayout(m_figures);
    layout->addLayout(charts, 1);
    connect(&workspace.stats(), &StatsHistory::changed, this, &OverviewPage::update);
    connect(&workspace.live(), &LiveClient::stateChanged, this, &OverviewPage::update);
    dress();
    update();
}

QLabel *OverviewPage::addFigure(const QString &name, const QString &objectName, int row, int column)
{
    auto *figure = new QLabel;
    QFont large = figure->font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    figure->setFont(large);
    figure->setTextFormat(Qt::PlainText);
    figure->setObjectName(objectName);
    auto *label = new QLabel(name);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_figures->addWidget(figure, row, column);
    m_figures->addWidget(label, row + 1, column);
    m_figures->setColumnStretch(column, 1);
    m_names.append(label);
    return figure;
}

void OverviewPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    update();
}

void OverviewPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        dress();
}

void OverviewPage::update()
{
    if (!isVisible())
        return;
    const StatsHistory &history = m_workspace.stats();
    const auto &stats = history.latest();
    const bool isStale = !m_workspace.isLive();
    const auto number = [&stats](qint64 ServerStats::*member) {
        return stats ? QLocale().toString((*stats).*member) : u"–"_s;
    };
    if (!stats)
        m_server->setText(isStale ? tr("Not connected") : tr("Connected; waiting for figures…"));
    else
        m_server->setText(tr("Parlor %1 at %2, running for %3")
                              .arg(displaytext::oneLine(stats->version, 40), m_workspace.address().name(),
                                   timetext::duration(stats->uptime)));
    m_now->setText(stats ? rateText(history.messagesPerSecond()) : u"–"_s);
    m_minute->setText(stats ? rateText(history.averageRate(1)) : u"–"_s);
    m_tenMinutes->setText(stats ? rateText(history.averageRate(10)) : u"–"_s);
    m_hour->setText(stats ? rateText(history.averageRate(60)) : u"–"_s);
    m_rooms->setText(number(&ServerStats::rooms));
    m_participants->setText(number(&ServerStats::participants));
    m_socketIo->setText(number(&ServerStats::socketIo));
    m_webSocket->setText(number(&ServerStats::plainWebSocket));
    m_http->setText(number(&ServerStats::http));
    m_stored->setText(number(&ServerStats::messagesStored));
    const QList<QLabel *> figures = findChildren<QLabel *>(Qt::FindDirectChildrenOnly);
    for (QLabel *figure : figures) {
        if (!m_names.contains(figure))
            figure->setEnabled(!isStale);
    }

    using Series = StatsHistory::Series;
    const auto points = [&history](Series series, int minutes) {
        return history.series(series, minutes, MostPoints);
    };
    for (HistoryChart *chart : m_rates) {
        chart->setPoints(0, points(Series::MessagesPerSecond, chart->minutes()));
        chart->fit();
    }
    m_connections->setPoints(0, points(Series::SocketIo, 60));
    m_connections->setPoints(1, points(Series::PlainWebSocket, 60));
    m_connections->setPoints(2, points(Series::Http, 60));
    m_connections->fit();
    m_people->setPoints(0, points(Series::Rooms, 60));
    m_people->setPoints(1, points(Series::Participants, 60));
    m_people->fit();
}

void OverviewPage::dress()
{
    for (QLabel *name : std::as_const(m_names)) {
        QPalette palette = QWidget::palette();
        palette.setColor(QPalette::WindowText, tone::muted(palette));
        name->setPalette(palette);
    }
}

} // namespace parlor::admin
