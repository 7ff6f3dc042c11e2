// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace parlor::load {

/// Instructions that the server spends, by what it spends them on.
using InstructionCounts = QMap<QString, double>;

/// The file of counts that were found good, for each toolchain that somebody has recorded them with.
class InstructionRecord {
public:
    explicit InstructionRecord(const QString &path);

    /// What counts depend on besides the code: architecture, compiler, Qt, kind of build.
    static QString toolchain();

    /// False where nothing is recorded for this toolchain.
    bool isThere() const { return m_toolchains.contains(toolchain()); }
    /// What grew by more than \a tolerance (0.15 for 15 %), a line for each; what is not recorded cannot grow.
    QStringList grown(const InstructionCounts &counts, double tolerance) const;
    /// One line for each count, with what is recorded.
    QString describe(const InstructionCounts &counts) const;

    /// Writes \a counts for this toolchain, and leaves the others; false where the file cannot be written.
    bool save(const InstructionCounts &counts);

private:
    double recorded(const QString &what) const;

    const QString m_path;
    QJsonObject m_toolchains;
};

} // namespace parlor::load
