// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/EventDispatcher.h"

namespace parlor {

QAbstractEventDispatcher *createEventDispatcher()
{
    return nullptr;
}

} // namespace parlor
