// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/JsonDepth.h"

#include <algorithm>

namespace parlor::json {

namespace {

/// Whatever stands in strings included. `[` and `{` differ in one bit, which makes this one comparison.
qsizetype countOpening(QByteArrayView text)
{
    return std::count_if(text.begin(), text.end(), [](char c) { return (c | 0x20) == '{'; });
}

/// One past the string that begins at \a position.
qsizetype endOfString(QByteArrayView text, qsizetype position)
{
    for (qsizetype i = position + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            return i + 1;
    }
    return text.size();
}

} // namespace

qsizetype findDeeperThan(QByteArrayView text, int depth)
{
    if (countOpening(text) <= depth)
        return -1;
    int open = 0;
    for (qsizetype i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '"') {
            i = endOfString(text, i);
            continue;
        }
        if (c == '{' || c == '[') {
            if (++open > depth)
                return i;
        } else if (c == '}' || c == ']') {
            --open;
        }
        ++i;
    }
    return -1;
}

} // namespace parlor::json
