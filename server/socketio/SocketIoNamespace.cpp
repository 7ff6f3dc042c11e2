// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoNamespace.h"

namespace parlor {

SocketIoNamespace::SocketIoNamespace(const QString &name, QObject *parent) :
    QObject(parent),
    m_name(name)
{
}

SocketIoNamespace::~SocketIoNamespace() = default;

} // namespace parlor
