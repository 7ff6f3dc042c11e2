// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace parlor {

/// A file that is compiled into the program (server/web/CMakeLists.txt names them), as clients get it. No
/// request is ever made a file's name: what is not in the list has no route.
struct WebAsset {
    /// Where clients find it, e.g. `/docs`.
    QByteArray path;
    QByteArray contentType;
    /// A view into the program: copies cost nothing.
    QByteArray content;
    /// Strong, in its quotes; changes with the content.
    QByteArray entityTag;

    /// The chat page at `/` and the documentation at `/docs`, with what they load from `/web/`.
    static QList<WebAsset> pages();
    /// What programs read to learn the API: `/api/openapi.json` (REST) and `/api/asyncapi.json` (events).
    static QList<WebAsset> apiDescriptions();
};

} // namespace parlor
