// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/WebAsset.h"

namespace parlor {

class RouteTable;

/// Makes \a routes answer GET and HEAD for each of \a assets, with an entity tag and 304 for a client that
/// has it (RFC 9110, 13), for everybody, and with the fields that keep a browser from doing anything but what the page's own
/// files say.
void addWebRoutes(RouteTable &routes, const QList<WebAsset> &assets);

} // namespace parlor
