// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/NoticeBar.h"

#include "widgets/Icon.h"
#include "widgets/Tone.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace parlor::admin {

using namespace Qt::StringLiterals;

NoticeBar::NoticeBar(QWidget *parent) :
    QFrame(parent),
    m_icon(new QLabel),
    m_text(new QLabel),
    m_action(new QPushButton),
    m_dismiss(new QToolButton)
{
    setAutoFillBackground(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_dismiss->setIcon(icon("dismiss"_L1));
    m_dismiss->setAutoRaise(true);
    m_dismiss->setToolTip(tr("Dismiss"));
    m_dismiss->setAccessibleName(tr("Dismiss"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_dismiss);
    connect(m_action, &QPushButton::clicked, this, &NoticeBar::actionClicked);
    connect(m_dismiss, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void NoticeBar::say(Kind kind, const QString &text, const QString &action)
{
    m_kind = kind;
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_dismiss->setVisible(action.isEmpty());
    setAccessibleName(text);
    dress();
    show();
}

void NoticeBar::complain(const QString &text)
{
    say(Kind::Problem, text);
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ParentChange || event->type() == QEvent::ApplicationPaletteChange)
        dress();
}

void NoticeBar::dress()
{
    const QPalette base = parentWidget() ? parentWidget()->palette() : QPalette();
    const QColor color = m_kind == Kind::Problem ? tone::bad(base)
        : m_kind == Kind::Warning                ? tone::warning(base)
                                                 : base.color(QPalette::Highlight);
    QPalette palette = base;
    palette.setColor(QPalette::Window, tone::wash(color, base));
    setPalette(palette);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    const QLatin1StringView name = m_kind == Kind::Information ? "info"_L1 : "warning"_L1;
    m_icon->setPixmap(icon(name).pixmap(QSize(size, size), devicePixelRatioF()));
}

} // namespace parlor::admin
