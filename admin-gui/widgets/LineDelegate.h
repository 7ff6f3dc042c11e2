// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/LineFilter.h"

#include <QStyledItemDelegate>

namespace parlor::admin {

class LineModel;

/// Paints the lines of a stream: what the filter found is marked, remarks stand apart.
class LineDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// \a lines must outlive the delegate.
    LineDelegate(const LineModel &lines, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintFound(QPainter *painter, const QStyleOptionViewItem &option,
                    const QList<LineFilter::Range> &found) const;

    const LineModel &m_lines;
};

} // namespace parlor::admin
