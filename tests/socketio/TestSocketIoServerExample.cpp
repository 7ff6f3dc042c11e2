// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WebSocketClient.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <array>

using namespace parlor;
using namespace Qt::StringLiterals;

/// The program that docs/socketio-server.md prints.
class TestSocketIoServerExample : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void doesWhatTheDocumentSays();
};

void TestSocketIoServerExample::doesWhatTheDocumentSays()
{
    QProcess program;
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(QStringLiteral(PARLOR_EXAMPLE_PATH), { u"0"_s });
    QVERIFY(program.waitForReadyRead());
    static const QRegularExpression line(u"^Listening on port (\\d+)"_s);
    const quint16 port = line.match(QString::fromUtf8(program.readAll())).captured(1).toUShort();
    QVERIFY(port != 0);

    std::array<WebSocketClient, 2> clients;
    std::array<QByteArrayList, 2> received;
    for (std::size_t i = 0; i < clients.size(); ++i) {
        const auto append = [&received, i](const QByteArray &content) { received[i].append(content); };
        connect(&clients[i], &WebSocketClient::textReceived, this, append);
        connect(&clients[i], &WebSocketClient::binaryReceived, this, append);
        clients[i].open(port, "/socket.io/?EIO=4&transport=websocket");
        QTRY_COMPARE(received[i].size(), 1);
        clients[i].sendText("40");
        QTRY_COMPARE(received[i].size(), 2);
    }

    clients[0].sendText(R"(451-7["hello",1,{"_placeholder":true,"num":0}])");
    clients[0].sendFrame(WebSocketOpcode::Binary, "\2\3");
    QTRY_COMPARE(received[0].size(), 5);
    QTRY_COMPARE(received[1].size(), 4);
    for (const QByteArrayList &contents : received) {
        QCOMPARE(contents[2], R"(451-["hello",1,{"_placeholder":true,"num":0}])"_ba);
        QCOMPARE(contents[3], "\2\3"_ba);
    }
    QCOMPARE(received[0][4], R"(437["delivered"])"_ba);
    program.terminate();
    QVERIFY(program.waitForFinished());
}

QTEST_GUILESS_MAIN(TestSocketIoServerExample)
#include "TestSocketIoServerExample.moc"
