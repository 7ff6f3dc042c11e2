// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TaskBar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace parlor::admin {

namespace {

constexpr int Steps = 1000;

} // namespace

TaskBar::TaskBar(QWidget *parent) :
    QFrame(parent),
    m_what(new QLabel),
    m_progress(new QProgressBar),
    m_cancel(new QPushButton(tr("Cancel")))
{
    m_what->setTextFormat(Qt::PlainText);
    m_progress->setMaximumWidth(320);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(m_what, 1);
    layout->addWidget(m_progress, 1);
    layout->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, &TaskBar::cancelled);
    hide();
}

void TaskBar::begin(const QString &what)
{
    m_what->setText(what);
    m_progress->setAccessibleName(what);
    m_progress->setRange(0, 0);
    show();
}

void TaskBar::setProgress(qint64 done, qint64 total)
{
    m_progress->setRange(0, Steps);
    m_progress->setValue(total > 0 ? int(done * Steps / total) : Steps);
}

void TaskBar::end()
{
    hide();
}

} // namespace parlor::admin
