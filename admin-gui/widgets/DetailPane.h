// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Line.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace parlor::admin {

/// One message, whole, as plain text.
class DetailPane : public QWidget {
    Q_OBJECT

public:
    explicit DetailPane(QWidget *parent = nullptr);

    void show(const Line &line);

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void copy() const;

    Line m_line;
    QLabel *m_title;
    QLabel *m_note;
    QPlainTextEdit *m_text;
};

} // namespace parlor::admin
