// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/WebSocketLink.h"

#include "api/WebSocketReader.h"

namespace parlor::admin {

WebSocketLink::WebSocketLink(QObject *parent) :
    LiveLink(parent),
    m_reader(new WebSocketReader)
{
    m_thread.setObjectName(QStringLiteral("live"));
    m_reader->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_reader, &QObject::deleteLater);
    connect(m_reader, &WebSocketReader::opened, this, [this](quint64 generation) {
        if (generation == m_generation)
            Q_EMIT opened();
    });
    connect(m_reader, &WebSocketReader::ended, this,
            [this](quint64 generation, Ending ending, const QString &problem) {
                if (generation == m_generation)
                    Q_EMIT ended(ending, problem);
            });
    connect(m_reader, &WebSocketReader::received, this,
            [this](quint64 generation, const QList<LiveEvent> &events) {
                if (generation == m_generation)
                    Q_EMIT received(events);
                QMetaObject::invokeMethod(m_reader, &WebSocketReader::taken);
            });
    m_thread.start();
}

WebSocketLink::~WebSocketLink()
{
    m_thread.quit();
    m_thread.wait();
}

void WebSocketLink::open(const ServerAddress &address)
{
    ++m_generation;
    QMetaObject::invokeMethod(
        m_reader, [reader = m_reader, address, generation = m_generation] { reader->open(address, generation); });
}

void WebSocketLink::close()
{
    ++m_generation;
    QMetaObject::invokeMethod(m_reader, &WebSocketReader::close);
}

void WebSocketLink::send(const QByteArray &frame)
{
    QMetaObject::invokeMethod(m_reader, [reader = m_reader, frame] { reader->send(frame); });
}

} // namespace parlor::admin
