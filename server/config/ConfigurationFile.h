// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

namespace parlor {

/// An INI file, read strictly, and with the numbers of its lines. A line is `name = value`, a comment that begins with `;` or
/// `#`, or the section `[General]`, in which everything stands anyway. A value may be a list with commas; in double quotes it
/// keeps its spaces, commas and what `\"` and `\\` stand for.
class ConfigurationFile {
public:
    struct Entry {
        QString name;
        QStringList values; ///< more than one where there are commas
        int line;
    };
    struct Mistake {
        QString text; ///< a sentence without its full stop
        int line;
    };

    static constexpr qint64 MaxBytes = 1024 * 1024;

    /// Where the file cannot be read, the error says why.
    static tl::expected<ConfigurationFile, QString> read(const QString &path);
    static ConfigurationFile parse(const QByteArray &content);

    const QList<Entry> &entries() const { return m_entries; }
    /// What is not a line of such a file.
    const QList<Mistake> &mistakes() const { return m_mistakes; }

    /// A value as it stands in a file, in quotes where it needs them.
    static QString quoted(const QString &value);

private:
    void parseLine(QStringView line, int number);

    QList<Entry> m_entries;
    QList<Mistake> m_mistakes;
};

} // namespace parlor
