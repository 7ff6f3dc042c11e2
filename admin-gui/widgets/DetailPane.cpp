// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/DetailPane.h"

#include "models/DisplayText.h"
#include "models/TimeText.h"
#include "widgets/Icon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// To lay out more takes so long that one feels it. The rest can be copied.
constexpr qsizetype MostShown = 200'000;

} // namespace

DetailPane::DetailPane(QWidget *parent) :
    QWidget(parent),
    m_title(new QLabel),
    m_note(new QLabel),
    m_text(new QPlainTextEdit)
{
    m_title->setTextFormat(Qt::PlainText);
    m_note->setTextFormat(Qt::PlainText);
    m_note->hide();
    m_text->setReadOnly(true);
    m_text->setObjectName(u"detailText"_s);
    m_text->setAccessibleName(tr("The whole message"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(12);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);

    auto *copyButton = new QToolButton;
    copyButton->setIcon(icon("copy"_L1));
    copyButton->setText(tr("Copy"));
    copyButton->setToolTip(tr("Copy the whole message as it was sent"));
    copyButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copyButton->setAutoRaise(true);
    connect(copyButton, &QToolButton::clicked, this, &DetailPane::copy);
    auto *closeButton = new QToolButton;
    closeButton->setIcon(icon("dismiss"_L1));
    closeButton->setAutoRaise(true);
    closeButton->setToolTip(tr("Close (Esc)"));
    closeButton->setAccessibleName(tr("Close the message"));
    connect(closeButton, &QToolButton::clicked, this, &DetailPane::closed);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 8, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_note);
    head->addWidget(copyButton);
    head->addWidget(closeButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(m_text);
}

void DetailPane::show(const Line &line)
{
    m_line = line;
    m_title->setText(tr("No. %1 in %2, by %3, %4")
                         .arg(QLocale().toString(line.order), displaytext::inSentence(line.roomId),
                              displaytext::inSentence(line.username), timetext::longForm(line.time)));
    m_text->setPlainText(displaytext::paragraphs(line.content.first(std::min(line.content.size(), MostShown))));
    m_note->setVisible(line.content.size() > MostShown);
    m_note->setText(tr("The first %L1 of %L2 characters").arg(MostShown).arg(line.content.size()));
}

void DetailPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void DetailPane::copy() const
{
    QGuiApplication::clipboard()->setText(m_line.content);
}

} // namespace parlor::admin
