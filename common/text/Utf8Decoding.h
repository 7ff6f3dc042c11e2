// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace parlor {

/// The text that \a bytes say in UTF-8, whatever it begins with. QString::fromUtf8() leaves out a U+FEFF at
/// the beginning, as a file's byte order mark, which makes one name of two. What is no UTF-8 becomes U+FFFD.
QString utf8Decoded(QByteArrayView bytes);

} // namespace parlor
