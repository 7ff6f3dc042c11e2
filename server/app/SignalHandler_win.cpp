// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SignalHandler.h"

#include <QPointer>

#include <atomic>

#include <windows.h>

namespace parlor {

namespace {

QPointer<SignalHandler> handlerOfProcess;
std::atomic<bool> isStopping = false;

BOOL WINAPI onConsoleEvent(DWORD)
{
    if (isStopping.exchange(true))
        ExitProcess(1);
    if (handlerOfProcess)
        QMetaObject::invokeMethod(handlerOfProcess.data(), &SignalHandler::stopRequested, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

SignalHandler::SignalHandler(QObject *parent) :
    QObject(parent)
{
    handlerOfProcess = this;
    SetConsoleCtrlHandler(onConsoleEvent, TRUE);
}

SignalHandler::~SignalHandler()
{
    SetConsoleCtrlHandler(onConsoleEvent, FALSE);
}

} // namespace parlor
