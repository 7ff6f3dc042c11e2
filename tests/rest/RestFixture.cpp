// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "RestFixture.h"

#include "rooms/RoomFeed.h"

#include <QEventLoop>
#include <QTimer>

#include <memory>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

/// Makes an asynchronous call and runs the event loop until it has completed; false where that takes ten
/// seconds or fails.
template <typename T, typename Call>
bool succeeds(Call call)
{
    const auto succeeded = std::make_shared<bool>(false);
    const auto loop = std::make_shared<QEventLoop>();
    call([succeeded, loop](const Result<T> &result) {
        *succeeded = result.has_value();
        loop->quit();
    });
    QTimer::singleShot(10'000, loop.get(), &QEventLoop::quit);
    loop->exec();
    return *succeeded;
}

void require(bool holds, const char *what)
{
    if (!holds)
        qFatal("The fixture cannot %s", what);
}

} // namespace

RestFixture::RestFixture(const OriginPolicy &origins, const std::shared_ptr<const Credentials> &credentials) :
    m_store(m_memory),
    m_manager(m_store, RoomSettings()),
    m_link(m_manager, *m_manager.addFeed(), 0),
    m_writer(1'000'000),
    m_authenticator(credentials)
{
    require(succeeds<void>([this](auto done) { m_manager.start(done); }), "start its rooms");
    require(m_acceptor.listen(QHostAddress::LocalHost), "listen");
    auto *listener = new Listener(Listener::Settings(), m_writer);
    require(listener->adoptListeningSocket(m_acceptor.socketDescriptor()), "share its listening socket");
    m_acceptor.listener = listener;
    const auto connections = [] { return ConnectionCounts{ .http = 1, .socketIo = 2, .plainWebSocket = 3 }; };
    m_rest = std::make_unique<RestServer>(m_link, m_authenticator, RestServer::Settings{ origins, connections });
    m_rest->bind(listener);
}

RestFixture::~RestFixture() = default;

void RestFixture::createRoom(const QString &roomId, const QString &creatorUsername)
{
    const auto create = [&](auto done) { m_link.createRoom(roomId, creatorUsername, done); };
    require(succeeds<Room>(create), "create a room");
}

void RestFixture::postMessages(const QString &roomId, const QString &username, int count)
{
    for (int i = 1; i <= count; ++i) {
        PostRequest post;
        post.roomId = roomId;
        post.username = username;
        post.createdAt = "2026-01-01T00:00:00.000Z";
        post.members = Message::makeMembers(username, u"message %1"_s.arg(i), post.createdAt, {});
        if (i < count)
            m_link.post(post, [](const auto &) {});
        else
            require(succeeds<PostedMessage>([&](auto done) { m_link.post(post, done); }), "post");
    }
}

void RestFixture::join(const QString &roomId, const QString &username, const QString &socketId,
                       const QJsonObject &extras)
{
    JoinRequest request;
    request.member = makeMemberId(0, ++m_lastMember);
    request.roomId = roomId;
    request.username = username;
    request.socketId = socketId;
    request.extras = extras;
    require(succeeds<JoinAnswer>([&](auto done) { m_link.join(request, done); }), "join a room");
}
