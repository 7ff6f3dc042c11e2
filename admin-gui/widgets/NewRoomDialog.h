// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/RestClient.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace parlor::admin {

/// Asks for a room's id and creator, and creates it. What the server says against a field stands beside that field, and
/// the dialog stays.
class NewRoomDialog : public QDialog {
    Q_OBJECT

public:
    /// \a rest must outlive the dialog.
    NewRoomDialog(RestClient &rest, const QString &creator, QWidget *parent = nullptr);
    ~NewRoomDialog() override;

Q_SIGNALS:
    /// Before the dialog is accepted.
    void created(const parlor::Room &room);

private:
    void create();
    void show(const ApiError &error);
    void setBusy(bool busy);

    RestClient &m_rest;
    QPointer<RestCall> m_call;
    QLineEdit *m_roomId;
    QLabel *m_roomIdError;
    QLineEdit *m_creator;
    QLabel *m_creatorError;
    QLabel *m_error;
    QPushButton *m_create;
};

} // namespace parlor::admin
