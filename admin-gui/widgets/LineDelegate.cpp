// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/LineDelegate.h"

#include "models/LineModel.h"
#include "widgets/Tone.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace parlor::admin {

LineDelegate::LineDelegate(const LineModel &lines, QObject *parent) :
    QStyledItemDelegate(parent),
    m_lines(lines)
{
}

void LineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const bool isMinor = index.column() == LineModel::Time || index.column() == LineModel::Order;
    if (m_lines.line(index.row()).isRemark()) {
        item.font.setItalic(true);
        item.palette.setColor(QPalette::Text, tone::warning(option.palette));
    } else if (isMinor) {
        item.palette.setColor(QPalette::Text, tone::muted(option.palette));
    }

    QList<LineFilter::Range> found;
    if (index.column() == LineModel::User)
        found = m_lines.filter().found(item.text, LineFilter::Scope::User);
    else if (index.column() == LineModel::Content)
        found = m_lines.filter().found(item.text, LineFilter::Scope::Content);

    const QStyle *const style = item.widget ? item.widget->style() : QApplication::style();
    if (found.isEmpty()) {
        style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    } else {
        QStyleOptionViewItem background = item;
        background.text.clear();
        style->drawControl(QStyle::CE_ItemViewItem, &background, painter, item.widget);
        paintFound(painter, item, found);
    }
}

void LineDelegate::paintFound(QPainter *painter, const QStyleOptionViewItem &option,
                              const QList<LineFilter::Range> &found) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    QTextCharFormat marked;
    marked.setBackground(tone::wash(tone::warning(option.palette), option.palette).darker(
        tone::isDark(option.palette) ? 70 : 112));
    marked.setForeground(option.palette.color(QPalette::Text));
    marked.setFontWeight(QFont::DemiBold);
    const QStyle *const style = option.widget ? option.widget->style() : QApplication::style();
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, option.widget) + 1;
    const QRect area = option.rect.adjusted(margin, 0, -margin, 0);
    const QString text = option.fontMetrics.elidedText(option.text, Qt::ElideRight, area.width());
    QList<QTextLayout::FormatRange> formats;
    for (const LineFilter::Range &range : found) {
        if (range.start < text.size())
            formats.append({ range.start, std::min(range.length, int(text.size()) - range.start), marked });
    }

    QTextLayout layout(text, option.font);
    QTextOption textOption;
    textOption.setWrapMode(QTextOption::NoWrap);
    textOption.setTextDirection(option.direction == Qt::RightToLeft ? Qt::RightToLeft : Qt::LayoutDirectionAuto);
    layout.setTextOption(textOption);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    layout.endLayout();

    const QPalette::ColorRole role = isSelected ? QPalette::HighlightedText : QPalette::Text;
    painter->save();
    painter->setClipRect(area);
    painter->setPen(option.palette.color(role));
    layout.draw(painter, QPointF(area.x(), area.y() + (area.height() - line.height()) / 2));
    painter->restore();
}

} // namespace parlor::admin
