// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/Utf8Decoding.h"

#include <QStringDecoder>

namespace parlor {

QString utf8Decoded(QByteArrayView bytes)
{
    // Nearly no text begins so, and QString::fromUtf8() is the quickest for all others.
    if (!bytes.startsWith("\xef\xbb\xbf"))
        return QString::fromUtf8(bytes);
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    return decoder.decode(bytes);
}

} // namespace parlor
