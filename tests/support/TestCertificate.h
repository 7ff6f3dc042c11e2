// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTemporaryDir>

/// A certificate that vouches for itself, for localhost and 127.0.0.1, with a key of its own. Both in PEM.
struct TestCertificate {
    /// Good for that many days from now on; expired where they are negative.
    explicit TestCertificate(const QByteArray &commonName = "localhost", int days = 2);

    QByteArray certificate;
    QByteArray key;
};

/// Files that end with the test.
class TestFiles {
public:
    /// The path of a file with that content, which only its owner can read.
    QString write(const QString &name, const QByteArray &content) const;
    QString path(const QString &name) const { return m_directory.filePath(name); }

private:
    QTemporaryDir m_directory;
};
