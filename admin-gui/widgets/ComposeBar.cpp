// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ComposeBar.h"

#include "widgets/Icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace parlor::admin {

using namespace Qt::StringLiterals;

ComposeBar::ComposeBar(RestClient &rest, const QString &roomId, const QString &name, QWidget *parent) :
    QWidget(parent),
    m_rest(rest),
    m_roomId(roomId),
    m_name(new QLineEdit(name)),
    m_text(new QLineEdit),
    m_send(new QPushButton(icon("send"_L1), tr("Send")))
{
    m_name->setObjectName(u"postName"_s);
    m_name->setAccessibleName(tr("Post as"));
    m_name->setToolTip(tr("The name under which you post"));
    m_name->setFixedWidth(fontMetrics().averageCharWidth() * 18);
    m_text->setObjectName(u"postText"_s);
    m_text->setPlaceholderText(tr("Write to this room"));
    m_text->setAccessibleName(tr("Write to this room"));
    m_send->setObjectName(u"postSend"_s);

    auto *as = new QLabel(tr("Post &as"));
    as->setBuddy(m_name);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(as);
    layout->addWidget(m_name);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_send);
    connect(m_text, &QLineEdit::returnPressed, this, &ComposeBar::post);
    connect(m_send, &QPushButton::clicked, this, &ComposeBar::post);
    connect(m_text, &QLineEdit::textChanged, this, &ComposeBar::update);
    connect(m_name, &QLineEdit::textEdited, this, &ComposeBar::update);
    connect(m_name, &QLineEdit::editingFinished, this, [this] { Q_EMIT nameChanged(m_name->text()); });
    update();
}

void ComposeBar::setActionsEnabled(bool enabled)
{
    m_isEnabled = enabled;
    update();
}

void ComposeBar::takeFocus()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void ComposeBar::post()
{
    if (!m_send->isEnabled())
        return;
    m_call = m_rest.post(m_roomId, m_name->text(), m_text->text(), this, [this](const ApiResult<Exchange> &posted) {
        m_call = nullptr;
        if (posted)
            m_text->clear();
        else
            Q_EMIT failed(posted.error().text);
        update();
    });
    update();
}

void ComposeBar::update()
{
    // While one is on its way, Enter does not send it twice.
    m_send->setEnabled(m_isEnabled && !m_call && !m_text->text().isEmpty() && !m_name->text().isEmpty());
    m_text->setReadOnly(m_call);
}

} // namespace parlor::admin
