// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/NewRoomDialog.h"

#include "widgets/FieldError.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

NewRoomDialog::NewRoomDialog(RestClient &rest, const QString &creator, QWidget *parent) :
    QDialog(parent),
    m_rest(rest),
    m_roomId(new QLineEdit),
    m_roomIdError(new FieldError),
    m_creator(new QLineEdit(creator)),
    m_creatorError(new FieldError),
    m_error(new FieldError)
{
    setWindowTitle(tr("New room"));
    m_roomId->setObjectName(u"roomId"_s);
    m_roomIdError->setObjectName(u"roomIdError"_s);
    m_creator->setObjectName(u"creator"_s);
    m_creatorError->setObjectName(u"creatorError"_s);
    m_error->setObjectName(u"error"_s);
    m_roomId->setPlaceholderText(tr("1 to 128 characters"));

    auto *form = new QFormLayout;
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Room:"), m_roomId);
    form->addRow(nullptr, m_roomIdError);
    form->addRow(tr("C&reator:"), m_creator);
    form->addRow(nullptr, m_creatorError);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_create = buttons->addButton(tr("&Create"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &NewRoomDialog::create);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_error);
    layout->addWidget(buttons);
    // A button knows its dialog from here on.
    m_create->setDefault(true);
    setMinimumWidth(fontMetrics().averageCharWidth() * 64);
}

NewRoomDialog::~NewRoomDialog()
{
    if (m_call)
        m_call->cancel();
}

void NewRoomDialog::create()
{
    setBusy(true);
    m_call = m_rest.createRoom(m_roomId->text(), m_creator->text(), this, [this](const ApiResult<Room> &room) {
        setBusy(false);
        if (!room)
            return show(room.error());
        Q_EMIT created(*room);
        accept();
    });
}

void NewRoomDialog::show(const ApiError &error)
{
    QStringList roomId;
    QStringList creator;
    QStringList others;
    if (error.is(Error::Kind::RoomConflict)) {
        roomId.append(tr("There is a room of that name already."));
    } else if (error.is(Error::Kind::Validation)) {
        // "roomId should not be empty": the field's name comes first.
        for (const QString &message : error.error.messages) {
            if (message.startsWith("roomId "_L1))
                roomId.append(message);
            else if (message.startsWith("creatorUsername "_L1))
                creator.append(message);
            else
                others.append(message);
        }
    } else {
        others.append(error.text);
    }
    m_roomIdError->setText(roomId.join(u'\n'));
    m_creatorError->setText(creator.join(u'\n'));
    m_error->setText(others.join(u'\n'));
    (roomId.isEmpty() && !creator.isEmpty() ? m_creator : m_roomId)->setFocus();
}

void NewRoomDialog::setBusy(bool busy)
{
    m_create->setEnabled(!busy);
    m_create->setText(busy ? tr("Creating…") : tr("&Create"));
    for (QLabel *label : { m_roomIdError, m_creatorError, m_error })
        label->clear();
}

} // namespace parlor::admin
