// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Require.h"

#include <QDirIterator>
#include <QFile>

#include <cstdio>

/// Gives every file below the folders that the arguments name to the target.
int main(int argc, char *argv[])
{
    int inputs = 0;
    for (int i = 1; i < argc; ++i) {
        QDirIterator files(QFile::decodeName(argv[i]), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            require(file.open(QIODevice::ReadOnly), "the corpus can be read");
            const QByteArray bytes = file.readAll();
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size()));
            ++inputs;
        }
    }
    require(inputs > 0, "there is a corpus");
    std::printf("%d inputs\n", inputs);
    return 0;
}
