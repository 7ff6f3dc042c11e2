// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "async/EndOfTurn.h"

#include <QCoreApplication>
#include <QEvent>

namespace parlor {

namespace {

QEvent::Type endOfTurnType()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

} // namespace

EndOfTurn::EndOfTurn(std::function<void()> action, QObject *parent) :
    QObject(parent),
    m_action(std::move(action))
{
}

void EndOfTurn::schedule()
{
    if (m_scheduled)
        return;
    m_scheduled = true;
    QCoreApplication::postEvent(this, new QEvent(endOfTurnType()));
}

bool EndOfTurn::event(QEvent *event)
{
    if (event->type() != endOfTurnType())
        return QObject::event(event);
    m_scheduled = false;
    m_action();
    return true;
}

} // namespace parlor
