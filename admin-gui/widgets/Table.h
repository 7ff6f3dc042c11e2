// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTableView>

class QMenu;

namespace parlor::admin {

/// A table as all of this program's are: whole rows of one height, no grid, columns that can be moved, hidden and
/// remembered. Enter and a double click activate a row.
class Table : public QTableView {
    Q_OBJECT

public:
    explicit Table(QWidget *parent = nullptr);

    /// After the model: \a widths are in characters; the column whose width is 0 takes what is left.
    void setColumnWidths(const QList<int> &widths);
    /// Entries that show and hide columns.
    void fillColumnMenu(QMenu *menu);
    /// Entries that sort by a column; the one that does already turns the order round. None where nothing is sorted.
    void fillOrderMenu(QMenu *menu);
    /// The column that cannot be hidden.
    void setMainColumn(int column) { m_mainColumn = column; }

    QByteArray saveColumns() const;
    void restoreColumns(const QByteArray &state);

    /// Rows look as what was once true.
    void setStale(bool stale);

Q_SIGNALS:
    void rowActivated(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void dress();
    void fill();
    /// Where none is selected: the current one, or one that is to be seen.
    int rowToBeginAt() const;

    int m_mainColumn = 0;
    int m_fillingColumn = -1;
    bool m_isStale = false;
};

} // namespace parlor::admin
