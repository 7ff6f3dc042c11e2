// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QMetaEnum>
#include <QPointer>
#include <QTcpSocket>

#include <functional>
#include <memory>
#include <utility>

/// A real Qt HTTP server that leaves every request to a function. The one place in the tests that knows how Qt's versions
/// differ.
class SmallHttpServer : public QAbstractHttpServer {
public:
    struct Request {
        QByteArray method;
        QByteArray target;
        QByteArray body;
        QList<std::pair<QByteArray, QByteArray>> fields;
        /// Answers, now or at any time before the server goes. Does nothing where the client has left.
        std::function<void(int status, const QByteArray &body)> answer;
    };
    using Handler = std::function<void(Request &&)>;

    explicit SmallHttpServer(Handler handler) : m_handler(std::move(handler)) {}

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override
    {
        // Qt keeps a request for as long as its socket.
        const auto answer = [socket = QPointer(socket), &request](int status, const QByteArray &body) {
            if (socket && socket->isOpen())
                makeResponder(request, socket).write(body, {}, QHttpServerResponder::StatusCode(status));
        };
        m_handler(toRequest(request, answer));
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override {}
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override
    {
        const auto kept = std::make_shared<std::unique_ptr<QHttpServerResponder>>(
            std::make_unique<QHttpServerResponder>(std::move(responder)));
        const auto answer = [kept](int status, const QByteArray &body) {
            // It must be gone for the next request to come.
            if (const auto once = std::exchange(*kept, nullptr))
                once->write(body, "text/plain", QHttpServerResponder::StatusCode(status));
        };
        m_handler(toRequest(request, answer));
        return true;
    }
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &&) override {}
#else
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override {}
#endif
#endif

private:
    static QByteArray methodOf(const QHttpServerRequest &request)
    {
        const QByteArray original = request.value("X-Parlor-Method");
        if (!original.isEmpty())
            return original;
        return QByteArray(QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(request.method()))).toUpper();
    }

    template <typename Answer>
    static Request toRequest(const QHttpServerRequest &request, Answer answer)
    {
        Request result;
        result.method = methodOf(request);
        result.target = request.value("X-Parlor-Target");
        result.body = request.body();
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
        for (const auto &[name, value] : request.headers())
            result.fields.append({ name, value });
#else
        for (const auto &[name, value] : request.headers().toListOfPairs())
            result.fields.append({ name, value });
#endif
        result.answer = answer;
        return result;
    }

    const Handler m_handler;
};
