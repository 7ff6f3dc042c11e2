// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/EntityTag.h"
#include "web/WebAsset.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace parlor;

class TestWebAsset : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theChatIsAtTheRoot();
    void whatPagesLoadIsBelowWeb();
    void everyFileHasItsTypeAndTag();
};

void TestWebAsset::theChatIsAtTheRoot()
{
    const QList<WebAsset> pages = WebAsset::pages();
    const auto root =
        std::find_if(pages.begin(), pages.end(), [](const WebAsset &it) { return it.path == "/"; });
    QVERIFY(root != pages.end());
    QCOMPARE(root->contentType, "text/html; charset=utf-8");
    QVERIFY(root->content.startsWith("<!doctype html>"));
}

void TestWebAsset::whatPagesLoadIsBelowWeb()
{
    QSet<QByteArray> paths;
    for (const WebAsset &asset : WebAsset::pages()) {
        QVERIFY2(!paths.contains(asset.path), asset.path);
        paths.insert(asset.path);
        if (!asset.contentType.startsWith("text/html"))
            QVERIFY2(asset.path.startsWith("/web/"), asset.path);
    }
    QVERIFY(paths.contains("/web/theme.css"));
    QVERIFY(paths.contains("/web/chat/main.js"));
}

void TestWebAsset::everyFileHasItsTypeAndTag()
{
    for (const WebAsset &asset : WebAsset::pages()) {
        QVERIFY2(!asset.content.isEmpty(), asset.path);
        QVERIFY2(!asset.contentType.isEmpty(), asset.path);
        QCOMPARE(asset.entityTag, entityTagOf(asset.content));
        if (asset.path.endsWith(".js"))
            QCOMPARE(asset.contentType, "text/javascript; charset=utf-8");
    }
}

QTEST_APPLESS_MAIN(TestWebAsset)
#include "TestWebAsset.moc"
