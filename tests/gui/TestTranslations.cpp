// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

/// Everything that can be translated, as `context|source`; with \a unfinished only what nobody has translated.
QStringList messagesIn(const QString &path, bool unfinished)
{
    QStringList messages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return { u"no file"_s };
    QXmlStreamReader xml(&file);
    QString context;
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "name"_L1)
            context = xml.readElementText();
        else if (xml.name() == "source"_L1)
            source = xml.readElementText();
        else if (xml.name() == "translation"_L1 && (!unfinished || xml.attributes().hasAttribute("type"_L1)))
            messages.append(context + u'|' + source);
    }
    messages.sort();
    return messages;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void frenchIsComplete();
};

/// What the sources say today, by lupdate, is what the file translates.
void TestTranslations::frenchIsComplete()
{
    const QString french = QStringLiteral(PARLOR_ADMIN_SOURCES "/translations/parlor_admin_fr.ts");
    QCOMPARE(messagesIn(french, true), QStringList());
    QTemporaryDir directory;
    const QString now = directory.filePath(u"now.ts"_s);
    QProcess lupdate;
    lupdate.start(QStringLiteral(PARLOR_LUPDATE),
                  { u"-silent"_s, QStringLiteral(PARLOR_ADMIN_SOURCES), u"-ts"_s, now });
    QVERIFY(lupdate.waitForFinished(60'000));
    QCOMPARE(messagesIn(french, false), messagesIn(now, false));
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "TestTranslations.moc"
