// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RequestId.h"

#include <QRandomGenerator>

#include <algorithm>

namespace parlor {

namespace {

constexpr qsizetype MaxLength = 128;
constexpr QByteArrayView Punctuation = "._:+/=@-";

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || Punctuation.contains(c);
}

} // namespace

QByteArray requestId(const QByteArray &wanted)
{
    const bool isGood = !wanted.isEmpty() && wanted.size() <= MaxLength && std::ranges::all_of(wanted, isPlain);
    if (isGood)
        return wanted;
    return QByteArray::number(QRandomGenerator::global()->generate64(), 16).rightJustified(16, '0');
}

} // namespace parlor
