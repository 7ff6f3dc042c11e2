// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>

namespace parlor::json {

/// The same as QJsonDocument::fromJson(), which leaves out a U+FEFF at the beginning of a string or a key;
/// here they stay as they were written. \a error, where given, tells places in \a text.
QJsonDocument parse(const QByteArray &text, QJsonParseError *error = nullptr);

} // namespace parlor::json
