// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/WebAsset.h"

#include "web/EntityTag.h"

#include <QDirIterator>
#include <QResource>

#include <algorithm>
#include <array>
#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// Everything else is found where it stands.
constexpr auto PagePaths = std::to_array<std::pair<QLatin1StringView, const char *>>({
    { "/web/chat/index.html"_L1, "/" },
    { "/web/docs/index.html"_L1, "/docs" },
});

constexpr auto ContentTypes = std::to_array<std::pair<QLatin1StringView, const char *>>({
    { ".html"_L1, "text/html; charset=utf-8" },
    { ".css"_L1, "text/css; charset=utf-8" },
    { ".js"_L1, "text/javascript; charset=utf-8" },
    { ".json"_L1, "application/json; charset=utf-8" },
    { ".svg"_L1, "image/svg+xml" },
});

QByteArray contentTypeOf(const QString &file)
{
    const auto *const found = std::find_if(ContentTypes.begin(), ContentTypes.end(),
                                           [&file](const auto &it) { return file.endsWith(it.first); });
    Q_ASSERT(found != ContentTypes.end());
    return found->second;
}

QByteArray pathOf(const QString &file)
{
    const auto *const page = std::find_if(PagePaths.begin(), PagePaths.end(),
                                          [&file](const auto &it) { return file == it.first; });
    return page == PagePaths.end() ? file.toUtf8() : QByteArray(page->second);
}

QByteArray contentOf(const QString &resourcePath)
{
    const QResource resource(resourcePath);
    // As the build stores them, nothing is copied.
    if (resource.compressionAlgorithm() != QResource::NoCompression)
        return resource.uncompressedData();
    return QByteArray::fromRawData(reinterpret_cast<const char *>(resource.data()), resource.size());
}

QList<WebAsset> assetsIn(QLatin1StringView folder)
{
    constexpr QLatin1StringView root(":/parlor");
    QList<WebAsset> assets;
    QDirIterator files(root + folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString resourcePath = files.next();
        const QString file = resourcePath.sliced(root.size());
        const QByteArray content = contentOf(resourcePath);
        assets.append({ pathOf(file), contentTypeOf(file), content, entityTagOf(content) });
    }
    return assets;
}

} // namespace

QList<WebAsset> WebAsset::pages()
{
    return assetsIn("/web"_L1);
}

QList<WebAsset> WebAsset::apiDescriptions()
{
    return assetsIn("/api"_L1);
}

} // namespace parlor
