// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/DisplayText.h"

#include <algorithm>

namespace parlor::admin::displaytext {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype SentenceLimit = 60;

/// Joiners make emoji and some scripts what they are.
bool isJoiner(char32_t point)
{
    return point == 0x200c || point == 0x200d;
}

bool isHidden(char32_t point)
{
    const QChar::Category category = QChar::category(point);
    return (category == QChar::Other_Format && !isJoiner(point)) || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph;
}

void appendPoint(QString &out, char32_t point, bool keepsLayout)
{
    if (keepsLayout && (point == u'\n' || point == u'\t')) {
        out += QChar(char16_t(point));
    } else if (point < 0x20) {
        out += QChar(char16_t(0x2400 + point));
    } else if (point == 0x7f) {
        out += QChar(char16_t(0x2421));
    } else if (QChar::category(point) == QChar::Other_Control || isHidden(point)) {
        out += u"⟨U+%1⟩"_s.arg(QString::number(point, 16).toUpper(), 4, u'0');
    } else {
        out += QChar::fromUcs4(point);
    }
}

QString visible(QStringView text, bool keepsLayout)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (!unit.isSurrogate()) {
            appendPoint(out, unit.unicode(), keepsLayout);
        } else if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            appendPoint(out, QChar::surrogateToUcs4(unit, text[i + 1]), keepsLayout);
            ++i;
        } else {
            out += QChar(QChar::ReplacementCharacter);
        }
    }
    return out;
}

} // namespace

QString oneLine(const QString &text, qsizetype limit)
{
    if (text.size() <= limit)
        return visible(text, false);
    // Not in the middle of a pair.
    const qsizetype end = text[limit - 1].isHighSurrogate() ? limit - 1 : limit;
    return visible(QStringView(text).first(end), false) + u'…';
}

QString paragraphs(const QString &text)
{
    QString whole = text;
    whole.replace("\r\n"_L1, "\n"_L1);
    return visible(whole, true);
}

QString toolTip(const QString &text)
{
    return "<span>"_L1 + oneLine(text).toHtmlEscaped() + "</span>"_L1;
}

QString inSentence(const QString &text)
{
    constexpr QChar firstStrongIsolate(0x2068);
    constexpr QChar popIsolate(0x2069);
    return firstStrongIsolate + oneLine(text, SentenceLimit) + popIsolate;
}

} // namespace parlor::admin::displaytext
