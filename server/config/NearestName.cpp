// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/NearestName.h"

#include <algorithm>
#include <vector>

namespace parlor {

namespace {

/// How many letters must be changed, put in, taken out or swapped with their neighbours to make \a b of \a a.
int distance(QStringView a, QStringView b)
{
    std::vector<std::vector<int>> steps(std::size_t(a.size()) + 1, std::vector<int>(std::size_t(b.size()) + 1));
    for (std::size_t i = 0; i < steps.size(); ++i) {
        for (std::size_t j = 0; j < steps[i].size(); ++j) {
            if (i == 0 || j == 0) {
                steps[i][j] = int(i + j);
                continue;
            }
            const bool isSame = a[qsizetype(i) - 1] == b[qsizetype(j) - 1];
            int least = std::min({ steps[i - 1][j] + 1, steps[i][j - 1] + 1, steps[i - 1][j - 1] + (isSame ? 0 : 1) });
            const bool isSwapped = i > 1 && j > 1 && a[qsizetype(i) - 1] == b[qsizetype(j) - 2]
                && a[qsizetype(i) - 2] == b[qsizetype(j) - 1];
            if (isSwapped)
                least = std::min(least, steps[i - 2][j - 2] + 1);
            steps[i][j] = least;
        }
    }
    return steps.back().back();
}

} // namespace

QString nearestName(const QString &name, const QStringList &names)
{
    constexpr qsizetype MaxLength = 64;
    if (name.size() > MaxLength)
        return {};
    QString nearest;
    int least = std::max(1, int(name.size()) / 3) + 1;
    for (const QString &candidate : names) {
        const int steps = distance(name, candidate);
        if (steps < least) {
            least = steps;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace parlor
