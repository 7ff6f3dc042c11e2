// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FieldError.h"

#include "widgets/Tone.h"

#include <QApplication>
#include <QEvent>

namespace parlor::admin {

FieldError::FieldError(QWidget *parent) :
    QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setMinimumHeight(fontMetrics().height());
    dress();
}

void FieldError::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        dress();
}

void FieldError::dress()
{
    QPalette palette = QApplication::palette(this);
    palette.setColor(QPalette::WindowText, tone::bad(palette));
    setPalette(palette);
}

} // namespace parlor::admin
