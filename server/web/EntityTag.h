// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace parlor {

/// A strong entity tag for \a content (RFC 9110, 8.8.3), in its quotes.
QByteArray entityTagOf(const QByteArray &content);

/// Whether a client that sends \a ifNoneMatch has what \a entityTag stands for (RFC 9110, 13.1.2): compares
/// weakly. A field that is no list of entity tags names none.
bool namesEntityTag(QByteArrayView ifNoneMatch, QByteArrayView entityTag);

} // namespace parlor
