// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FilterBar.h"

#include "widgets/FieldError.h"
#include "widgets/Icon.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

constexpr int TypingMs = 150;

} // namespace

FilterBar::FilterBar(QWidget *parent) :
    QWidget(parent),
    m_text(new QLineEdit),
    m_scope(new QComboBox),
    m_isPattern(new QToolButton),
    m_problem(new FieldError)
{
    m_text->setObjectName(u"filter"_s);
    m_text->setPlaceholderText(tr("Filter messages"));
    m_text->setAccessibleName(tr("Filter messages"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon("filter"_L1), QLineEdit::LeadingPosition);
    m_text->setMaximumWidth(fontMetrics().averageCharWidth() * 48);
    m_scope->addItem(tr("in users and messages"), int(LineFilter::Scope::Everywhere));
    m_scope->addItem(tr("in users"), int(LineFilter::Scope::User));
    m_scope->addItem(tr("in messages"), int(LineFilter::Scope::Content));
    m_scope->setAccessibleName(tr("Where to look"));
    m_isPattern->setObjectName(u"isPattern"_s);
    m_isPattern->setText(u".*"_s);
    m_isPattern->setCheckable(true);
    m_isPattern->setToolTip(tr("Regular expression"));
    m_isPattern->setAccessibleName(tr("Regular expression"));
    m_problem->setWordWrap(false);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 3);
    layout->addWidget(m_isPattern);
    layout->addWidget(m_scope);
    layout->addWidget(m_problem, 1);

    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingMs);
    connect(&m_typing, &QTimer::timeout, this, &FilterBar::apply);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_text, &QLineEdit::returnPressed, this, &FilterBar::apply);
    connect(m_isPattern, &QToolButton::toggled, this, &FilterBar::apply);
    connect(m_scope, &QComboBox::currentIndexChanged, this, &FilterBar::apply);
}

void FilterBar::takeFocus()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FilterBar::clear()
{
    m_text->clear();
    apply();
}

void FilterBar::apply()
{
    m_typing.stop();
    const LineFilter filter(m_text->text(), m_isPattern->isChecked(),
                            LineFilter::Scope(m_scope->currentData().toInt()));
    m_problem->setText(filter.problem());
    Q_EMIT changed(filter);
}

} // namespace parlor::admin
