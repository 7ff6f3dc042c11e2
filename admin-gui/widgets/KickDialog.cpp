// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/KickDialog.h"

#include "models/DisplayText.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// What the server takes.
constexpr int LongestReason = 256;

} // namespace

KickDialog::KickDialog(const QString &username, const QString &roomId, QWidget *parent) :
    QDialog(parent),
    m_reason(new QLineEdit)
{
    setWindowTitle(tr("Remove participant"));
    auto *question = new QLabel(tr("Remove %1 from room %2? They may join again.")
                                    .arg(displaytext::inSentence(username), displaytext::inSentence(roomId)));
    question->setTextFormat(Qt::PlainText);
    question->setWordWrap(true);
    m_reason->setObjectName(u"reason"_s);
    m_reason->setMaxLength(LongestReason);
    m_reason->setPlaceholderText(tr("removed by an administrator"));

    auto *form = new QFormLayout;
    form->addRow(tr("&Reason, which they are told:"), m_reason);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *remove = buttons->addButton(tr("Re&move"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(question);
    layout->addLayout(form);
    layout->addWidget(buttons);
    // A button knows its dialog from here on.
    remove->setDefault(true);
    m_reason->setFocus();
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
}

QString KickDialog::reason() const
{
    return m_reason->text().trimmed();
}

} // namespace parlor::admin
