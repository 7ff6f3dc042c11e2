// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/EndOfTurn.h"
#include "engineio/EngineIoTransport.h"
#include "net/HttpExchange.h"
#include "protocol/EngineIoPayload.h"

#include <QBasicTimer>
#include <QByteArray>
#include <QObject>

#include <memory>
#include <vector>

namespace parlor {

/// HTTP long-polling: the client fetches packets by GET, which waits for some, and brings its own by POST, one of each at a
/// time. What is sent between two polls is kept; what is sent in one turn of the event loop leaves in one answer.
class PollingTransport final : public QObject, public EngineIoTransport {
    Q_OBJECT

public:
    struct Settings {
        EngineIoRevision revision = EngineIoRevision::V4;
        bool supportsBinary = true; ///< revision 3 only: the client takes payloads that are not text
        qint64 maxPayload = 1'000'000; ///< of a body, in bytes, in either direction
        qint64 maxPendingBytes = 16 * 1024 * 1024; ///< a client that leaves more unfetched has failed
        int closeTimeoutMs = 30'000; ///< how long close() waits for a poll
    };

    /// A packet that waits, for a poll or to be read.
    struct Waiting {
        EngineIoPacket::Type type = EngineIoPacket::Type::Noop;
        bool binary = false;
        QByteArray data;
    };

    PollingTransport(const Settings &settings, Receiver *receiver);
    ~PollingTransport() override;

    /// A request of this session. Whatever is wrong with it is answered, and told to the receiver.
    void take(std::unique_ptr<HttpExchange> request);

    /// While hurried, no poll waits: the client is to come to the end of one, so that it can upgrade.
    void setHurried(bool isHurried);
    /// Gives out what waits to be fetched, for the transport that takes over, and answers who waits. Nothing is
    /// told to the receiver any more.
    std::vector<Waiting> release();

    void send(EngineIoPacket::Type type, QByteArrayView data) override;
    void sendBinary(QByteArrayView data) override;
    void sendFrame(QByteArrayView) override {}
    void close() override;
    void discard() override;
    TurnWriter::Line line() const override { return TurnWriter::NoLine; }

    /// Nothing is fetched or brought any more.
    bool isOver() const { return m_state == State::Over; }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    enum class State : quint8 {
        Open,
        Closing, ///< waits for a poll to fetch the rest
        Over,
    };

    void poll(std::unique_ptr<HttpExchange> request);
    void post(std::unique_ptr<HttpExchange> request);
    /// Deletes \a request later: it may be the one that calls.
    void receive(std::unique_ptr<HttpExchange> request);
    /// Goes on with the packets of a large body, and answers when they are through.
    void readOn();
    void answerPost(HttpExchange &request, bool isWellFormed);
    /// False where nothing further is to be read.
    bool receivePacket(const EngineIoPacket &packet);
    void closeByClient();
    void enqueue(EngineIoPacket::Type type, bool binary, QByteArrayView data);
    void flush();
    /// How many of the packets that wait fit into one answer; at least one.
    std::size_t fitting() const;
    qint64 encodedSize(const Waiting &packet) const;
    void answerPoll(const std::vector<EngineIoPacket> &packets);
    void answerPoll(EngineIoPacket::Type type);
    void dropPost();
    void fail();
    void failSoon();
    void finish();

    const Settings m_settings;
    Receiver *const m_receiver;
    std::unique_ptr<HttpExchange> m_poll;
    std::unique_ptr<HttpExchange> m_post; ///< its body is on its way, or its packets are being read
    std::vector<Waiting> m_unread; ///< what it brought
    std::size_t m_read = 0; ///< how many of these are through
    bool m_isWellFormed = true; ///< what it brought, to the end
    std::vector<Waiting> m_pending;
    qint64 m_pendingBytes = 0;
    EndOfTurn m_endOfTurn;
    QBasicTimer m_closeTimer;
    State m_state = State::Open;
    bool m_isHurried = false;
    bool m_hasOverflowed = false;
};

} // namespace parlor
