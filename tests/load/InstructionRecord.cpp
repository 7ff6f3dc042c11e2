// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "InstructionRecord.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStringList>
#include <QSysInfo>

#include <cmath>

namespace parlor::load {

using namespace Qt::StringLiterals;

InstructionRecord::InstructionRecord(const QString &path) :
    m_path(path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        m_toolchains = QJsonDocument::fromJson(file.readAll()).object();
}

QString InstructionRecord::toolchain()
{
    const QString qt = QString::fromLatin1(qVersion()).section(u'.', 0, 1);
    return u"%1, %2, Qt %3, %4"_s.arg(QSysInfo::currentCpuArchitecture(), QStringLiteral(PARLOR_COMPILER), qt,
                                      QStringLiteral(PARLOR_BUILD_TYPE));
}

QStringList InstructionRecord::grown(const InstructionCounts &counts, double tolerance) const
{
    QStringList lines;
    for (auto count = counts.begin(); count != counts.end(); ++count) {
        const double before = recorded(count.key());
        if (before > 0 && count.value() > before * (1 + tolerance))
            lines.append(
                u"%1: %2, recorded are %3"_s.arg(count.key()).arg(qRound64(count.value())).arg(qRound64(before)));
    }
    return lines;
}

QString InstructionRecord::describe(const InstructionCounts &counts) const
{
    QString text;
    for (auto count = counts.begin(); count != counts.end(); ++count) {
        const double before = recorded(count.key());
        text += u"\n  %1: %2"_s.arg(count.key()).arg(qRound64(count.value()));
        if (before > 0)
            text += u" (%1 %)"_s.arg((count.value() / before - 1) * 100, 0, 'f', 1);
    }
    return text;
}

bool InstructionRecord::save(const InstructionCounts &counts)
{
    QJsonObject ours;
    for (auto count = counts.begin(); count != counts.end(); ++count)
        ours.insert(count.key(), qRound64(count.value()));
    m_toolchains.insert(toolchain(), ours);
    QSaveFile file(m_path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(m_toolchains).toJson()) > 0 && file.commit();
}

double InstructionRecord::recorded(const QString &what) const
{
    return m_toolchains[toolchain()][what].toDouble();
}

} // namespace parlor::load
