// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ConnectionIndicator.h"

#include "models/Workspace.h"
#include "widgets/Tone.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace parlor::admin {

ConnectionIndicator::ConnectionIndicator(Workspace &workspace, QWidget *parent) :
    QWidget(parent),
    m_workspace(workspace),
    m_text(new QLabel)
{
    m_text->setTextFormat(Qt::PlainText);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12 + dotSize() + 8, 0, 8, 0);
    layout->addWidget(m_text);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &ConnectionIndicator::update);
    connect(&workspace.live(), &LiveClient::stateChanged, this, &ConnectionIndicator::update);
    connect(&workspace, &Workspace::addressChanged, this, &ConnectionIndicator::update);
    update();
}

QString ConnectionIndicator::text() const
{
    return m_text->text();
}

void ConnectionIndicator::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    const LiveClient &live = m_workspace.live();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(live.isLive()                              ? tone::good(palette())
                         : live.state() == LiveClient::State::Off ? tone::muted(palette())
                                                                  : tone::warning(palette()));
    const int size = dotSize();
    const int x = layoutDirection() == Qt::RightToLeft ? width() - 12 - size : 12;
    painter.drawEllipse(x, (height() - size) / 2, size, size);
}

void ConnectionIndicator::update()
{
    const LiveClient &live = m_workspace.live();
    const QString name = m_workspace.address().name();
    switch (live.state()) {
    case LiveClient::State::Off:
        m_text->setText(tr("Not connected"));
        break;
    case LiveClient::State::Connecting:
        m_text->setText(tr("Connecting to %1…").arg(name));
        break;
    case LiveClient::State::Live:
        m_text->setText(tr("Connected to %1").arg(name));
        break;
    case LiveClient::State::Waiting:
        m_text->setText(tr("No connection to %1; next attempt in %n second(s)", nullptr,
                           (live.retryInMs() + 999) / 1000)
                            .arg(name));
        break;
    case LiveClient::State::Refused:
        m_text->setText(tr("%1 refuses the connection").arg(name));
        break;
    }
    if (live.state() == LiveClient::State::Waiting)
        m_second.start();
    else
        m_second.stop();
    QWidget::update();
}

int ConnectionIndicator::dotSize() const
{
    return fontMetrics().ascent() * 2 / 3;
}

} // namespace parlor::admin
