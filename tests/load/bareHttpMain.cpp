// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QHttpServer>
#include <QHttpServerResponse>
#include <QTcpServer>

#include <cstdio>
#include <cstdlib>

namespace {

/// As many bytes as the server answers for 20 messages of a load.
QByteArray history()
{
    QByteArray messages = "[";
    for (int order = 1; order <= 20; ++order) {
        if (order > 1)
            messages += ',';
        messages += "{\"order\":" + QByteArray::number(order) + ",\"username\":\"u0\",\"content\":\""
            + QByteArray(64, 'x') + "\",\"createdAt\":\"2026-01-01T00:00:00.000Z\"}";
    }
    return messages + ']';
}

} // namespace

/// What Qt's HTTP server does on its own, as it comes: one route that answers a constant history.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QByteArray answer = history();
    QHttpServer server;
    server.route(QStringLiteral("/api/v1/rooms/<arg>/messages"), [&answer](const QString &) {
        return QHttpServerResponse(QByteArrayLiteral("application/json"), answer);
    });
    auto *listener = new QTcpServer(&server);
    if (!listener->listen(QHostAddress::LocalHost, argc > 1 ? quint16(std::atoi(argv[1])) : 0))
        return 2;
    server.bind(listener);
    std::printf("parlor-bare-http listening on http://127.0.0.1:%d\n", listener->serverPort());
    std::fflush(stdout);
    return QCoreApplication::exec();
}
