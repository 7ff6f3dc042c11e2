// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/JsonDepth.h"

#include <algorithm>

namespace parlor::json {

namespace {

/// Whatever stands in strings included. `[` and `{` differ in one bit, which makes this one comparison. Block by block, of a
/// fixed size, so that the compiler makes vector instructions of it.
qsizetype countOpening(QByteArrayView text)
{
    constexpr qsizetype block = 16;
    const auto isOpening = [](char c) { return (c | 0x20) == '{'; };
    qsizetype count = 0;
    for (; text.size() >= block; text = text.sliced(block)) {
        quint8 opening = 0;
        for (qsizetype i = 0; i < block; ++i)
            opening += quint8(isOpening(text.data()[i]));
        count += opening;
    }
    return count + std::count_if(text.begin(), text.end(), isOpening);
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
