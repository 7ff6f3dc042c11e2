// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SessionId.h"

#include <QRandomGenerator>

#include <array>

namespace parlor {

QByteArray makeSessionId()
{
    std::array<quint32, 4> words;
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    const auto *bytes = reinterpret_cast<const char *>(words.data());
    return QByteArray::fromRawData(bytes, 15).toBase64(QByteArray::Base64UrlEncoding);
}

} // namespace parlor
