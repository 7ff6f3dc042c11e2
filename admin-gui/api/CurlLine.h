// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/RestTransport.h"
#include "api/ServerAddress.h"

#include <QString>

namespace parlor::admin {

/// The command for a POSIX shell that makes the same request. It is one line of visible characters whatever is in it;
/// the token is never in it, but stands there as `$PARLOR_TOKEN`.
QString toCurlLine(const RestRequest &request, const ServerAddress &address);

} // namespace parlor::admin
