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
    void eachPageHasItsAddress();
    void whatPagesLoadIsBelowWeb();
    void everyFileHasItsTypeAndTag();
};

void TestWebAsset::eachPageHasItsAddress()
{
    const QList<WebAsset> assets = WebAsset::pages();
    for (const char *path : { "/", "/docs" }) {
        const auto page = std::find_if(assets.begin(), assets.end(),
                                       [path](const WebAsset &it) { return it.path == path; });
        QVERIFY2(page != assets.end(), path);
        QCOMPARE(page->contentType, "text/html; charset=utf-8");
        QVERIFY2(page->content.startsWith("<!doctype html>"), path);
    }
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
