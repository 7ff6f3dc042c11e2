// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"
#include "rest/RestLimits.h"

#include <QByteArray>
#include <QJsonObject>

namespace parlor {

/// The JSON object that a request's body is, whatever its Content-Type says (contract, section 1). Otherwise
/// BadRequest with a message that ends in `at position N`, a byte offset in the body; so is a body that is nested too deep, which
/// is counted.
Result<QJsonObject> readPayload(const QByteArray &body, const RestLimits &limits = {});

} // namespace parlor
