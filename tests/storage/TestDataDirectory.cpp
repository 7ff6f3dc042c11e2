// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/DataDirectory.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

class TestDataDirectory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void directoryIsMadeForItsOwnerAlone();
    void directoryThatIsThereIsTakenAsItIs();
    void directoryInUseIsRefused();
    void directoryIsFreeWhenItsUserIsGone();
    void whatIsNoDirectoryIsRefused_data();
    void whatIsNoDirectoryIsRefused();

private:
    const QTemporaryDir m_scratch;
};

void TestDataDirectory::directoryIsMadeForItsOwnerAlone()
{
    const QString path = m_scratch.filePath(u"new/deep/data"_s);
    const auto directory = DataDirectory::occupy(path);
    QVERIFY(directory);
    QCOMPARE((*directory)->databasePath(), path + "/parlor.db"_L1);
    constexpr QFile::Permissions Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(path).permissions() & Others));
}

void TestDataDirectory::directoryThatIsThereIsTakenAsItIs()
{
    const QString path = m_scratch.filePath(u"there"_s);
    QVERIFY(QDir().mkpath(path));
    const QFile::Permissions before = QFileInfo(path).permissions();
    QVERIFY(DataDirectory::occupy(path));
    QCOMPARE(QFileInfo(path).permissions(), before);
}

void TestDataDirectory::directoryInUseIsRefused()
{
    const QString path = m_scratch.filePath(u"used"_s);
    const auto first = DataDirectory::occupy(path);
    QVERIFY(first);
    const auto second = DataDirectory::occupy(path);
    QVERIFY(!second);
    QCOMPARE(second.error().messages.first(),
             u"the data directory '%1' is in use by another parlor-server"_s.arg(path));
}

void TestDataDirectory::directoryIsFreeWhenItsUserIsGone()
{
    const QString path = m_scratch.filePath(u"freed"_s);
    QVERIFY(DataDirectory::occupy(path));
    QVERIFY(DataDirectory::occupy(path));
}

void TestDataDirectory::whatIsNoDirectoryIsRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("reason");
    const QString file = m_scratch.filePath(u"file"_s);
    QVERIFY(QFile(file).open(QIODevice::WriteOnly));
    QTest::newRow("a file") << file << u"is no directory"_s;
    QTest::newRow("below a file") << file + "/data"_L1 << u"cannot be created"_s;
    const QString occupied = m_scratch.filePath(u"occupied"_s);
    QVERIFY(QDir().mkpath(occupied + "/parlor.lock"_L1));
    QTest::newRow("no file can be made there") << occupied << u"cannot be written to"_s;
}

void TestDataDirectory::whatIsNoDirectoryIsRefused()
{
    QFETCH(const QString, path);
    QFETCH(const QString, reason);
    const auto directory = DataDirectory::occupy(path);
    QVERIFY(!directory);
    QCOMPARE(directory.error().kind, Error::Kind::StorageUnavailable);
    QCOMPARE(directory.error().messages.first(), u"the data directory '%1' %2"_s.arg(path, reason));
}

QTEST_GUILESS_MAIN(TestDataDirectory)
#include "TestDataDirectory.moc"
