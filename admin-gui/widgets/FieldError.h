// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace parlor::admin {

/// A line under a field that says what is wrong with it. It keeps its place while there is nothing to say.
class FieldError : public QLabel {
    Q_OBJECT

public:
    explicit FieldError(QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();
};

} // namespace parlor::admin
