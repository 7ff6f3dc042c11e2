// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/RestRequest.h"

#include <algorithm>

namespace parlor {

QString PathValues::value(QByteArrayView name) const
{
    const auto found = std::find_if(m_values.begin(), m_values.end(),
                                    [name](const auto &entry) { return entry.first == name; });
    return found == m_values.end() ? QString() : found->second;
}

QByteArrayView RestRequest::path() const
{
    const QByteArrayView whole(target);
    const qsizetype mark = whole.indexOf('?');
    return mark < 0 ? whole : whole.first(mark);
}

QByteArrayView RestRequest::query() const
{
    const QByteArrayView whole(target);
    const qsizetype mark = whole.indexOf('?');
    return mark < 0 ? QByteArrayView() : whole.sliced(mark + 1);
}

} // namespace parlor
