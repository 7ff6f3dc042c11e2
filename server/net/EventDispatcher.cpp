// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/EventDispatcher.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include "net/EpollEventDispatcher.h"
#endif

namespace parlor {

QAbstractEventDispatcher *createEventDispatcher()
{
#ifdef Q_OS_LINUX
    return EpollEventDispatcher::create();
#else
    return nullptr;
#endif
}

} // namespace parlor
