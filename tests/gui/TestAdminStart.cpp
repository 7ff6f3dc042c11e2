// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AdminOptions.h"
#include "app/Translations.h"
#include "models/Profiles.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace parlor::admin;
using namespace Qt::StringLiterals;

namespace {

tl::expected<AdminOptions, QString> parse(const QStringList &options)
{
    return AdminOptions::parse(QStringList{ u"parlor-admin"_s } + options);
}

} // namespace

/// What happens before there is a window: the command line, and the language.
class TestAdminStart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void serverAndTokenComeFromTheCommandLine();
    void wrongCommandLineIsToldInASentence_data();
    void wrongCommandLineIsToldInASentence();
    void knowsWhichProfileHasTheToken();
    void speaksTheUsersLanguage_data();
    void speaksTheUsersLanguage();
};

void TestAdminStart::serverAndTokenComeFromTheCommandLine()
{
    QTemporaryDir directory;
    QFile file(directory.filePath(u"token"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("s3cret\nsecond line\n");
    file.close();
    const auto options = parse({ u"--server"_s, u"example.org:3000"_s, u"--token-file"_s, file.fileName() });
    QVERIFY(options && options->server);
    QCOMPARE(options->server->name(), u"http://example.org:3000"_s);
    QCOMPARE(options->server->token, u"s3cret"_s);
    QVERIFY(!parse({})->server);
    QVERIFY(AdminOptions::information({ u"parlor-admin"_s, u"--help"_s }).contains(u"--token-file"_s));
}

void TestAdminStart::wrongCommandLineIsToldInASentence_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("not an address") << QStringList{ u"--server"_s, u"ftp://example.org"_s };
    QTest::newRow("no token file") << QStringList{ u"--server"_s, u"localhost"_s, u"--token-file"_s, u"/nowhere"_s };
    QTest::newRow("token without a server") << QStringList{ u"--token-file"_s, u"/nowhere"_s };
    QTest::newRow("unknown option") << QStringList{ u"--nothing"_s };
    QTest::newRow("stray argument") << QStringList{ u"localhost"_s };
}

void TestAdminStart::wrongCommandLineIsToldInASentence()
{
    QFETCH(QStringList, options);
    const auto parsed = parse(options);
    QVERIFY(!parsed);
    QVERIFY(parsed.error().contains(u' '));
}

void TestAdminStart::knowsWhichProfileHasTheToken()
{
    const QTemporaryDir directory;
    QSettings settings(directory.filePath(u"settings.ini"_s), QSettings::IniFormat);
    const QString url = u"https://chat.example.org"_s;
    Profiles profiles(settings);
    profiles.save({ u"As a guest"_s, url, false });
    QVERIFY(!profiles.findWithToken(url));
    profiles.save({ u"Office"_s, url, true });
    QCOMPARE(Profiles(settings).findWithToken(url)->name, u"Office"_s);
    QVERIFY(!profiles.findWithToken(u"https://chat.example.com"_s));
}

void TestAdminStart::speaksTheUsersLanguage_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("two");
    QTest::newRow("English") << u"en_GB"_s << u"1 room"_s << u"2 rooms"_s;
    QTest::newRow("French") << u"fr_FR"_s << u"1 salon"_s << u"2 salons"_s;
    QTest::newRow("one that it does not speak") << u"de_DE"_s << u"1 room"_s << u"2 rooms"_s;
    QTest::newRow("none") << u"C"_s << u"1 room"_s << u"2 rooms"_s;
}

void TestAdminStart::speaksTheUsersLanguage()
{
    QFETCH(QString, locale);
    const Translations translations{ QLocale(locale) };
    const auto rooms = [](int count) {
        return QCoreApplication::translate("parlor::admin::RoomsPage", "%n room(s)", nullptr, count);
    };
    QTEST(rooms(1), "one");
    QTEST(rooms(2), "two");
}

QTEST_GUILESS_MAIN(TestAdminStart)
#include "TestAdminStart.moc"
