// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/WrappedText.h"

#include <QStringList>

namespace parlor {

QString wrappedText(const QString &text, const QString &indent, int width)
{
    QString lines;
    QString line;
    for (const QString &word : text.split(u' ')) {
        if (!line.isEmpty() && indent.size() + line.size() + 1 + word.size() > width) {
            lines += indent + line + u'\n';
            line.clear();
        }
        line += line.isEmpty() ? word : u' ' + word;
    }
    return lines + indent + line + u'\n';
}

} // namespace parlor
