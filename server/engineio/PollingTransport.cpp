// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/PollingTransport.h"

#include <QTimerEvent>

#include <algorithm>
#include <utility>

namespace parlor {

namespace {

using Type = EngineIoPacket::Type;

/// What one packet costs beside its data, so that many small ones are bounded too.
constexpr qint64 PacketOverhead = sizeof(PollingTransport::Waiting) + 24;
/// The type, and what separates or measures a packet in a payload.
constexpr qint64 FramingBytes = 16;

/// A body of many small packets is read in several turns.
constexpr qsizetype MaxBytesAtOnce = 16 * 1024;
constexpr std::size_t MaxPacketsAtOnce = 500;

const HttpResponse BadRequest { 400, {}, {}, {} };
const HttpResponse PayloadTooLarge { 413, {}, {}, {} };
const HttpResponse NoSuchMethod { 500, {}, {}, {} };
// Not text/plain, for which some browsers would open a download.
const HttpResponse Taken { 200, "text/html", "ok", {} };

bool isBinary(const HttpExchange &request)
{
    return request.head().value("content-type") == "application/octet-stream";
}

} // namespace

PollingTransport::PollingTransport(const Settings &settings, Receiver *receiver) :
    m_settings(settings),
    m_receiver(receiver),
    m_endOfTurn([this] { flush(); })
{
}

PollingTransport::~PollingTransport()
{
    dropPost();
    if (m_poll)
        answerPoll(Type::Close);
}

void PollingTransport::take(std::unique_ptr<HttpExchange> request)
{
    const QByteArray &method = request->head().method();
    if (method == "GET")
        poll(std::move(request));
    else if (method == "POST")
        post(std::move(request));
    else
        request->answer(NoSuchMethod);
}

void PollingTransport::poll(std::unique_ptr<HttpExchange> request)
{
    if (m_poll) {
        request->answer(BadRequest);
        fail();
        return;
    }
    m_poll = std::move(request);
    connect(m_poll.get(), &HttpExchange::abandoned, this, [this] {
        m_poll.release()->deleteLater();
        fail();
    });
    if (m_isHurried && m_pending.empty())
        enqueue(Type::Noop, false, {});
    flush();
}

void PollingTransport::post(std::unique_ptr<HttpExchange> request)
{
    if (m_post || (isBinary(*request) && m_settings.revision == EngineIoRevision::V4)) {
        request->answer(BadRequest);
        fail();
        return;
    }
    connect(request.get(), &HttpExchange::abandoned, this, [this] {
        m_post.release()->deleteLater();
        fail();
    });
    if (request->isComplete()) {
        receive(std::move(request));
        return;
    }
    m_post = std::move(request);
    connect(m_post.get(), &HttpExchange::completed, this, [this] { receive(std::move(m_post)); });
}

void PollingTransport::receive(std::unique_ptr<HttpExchange> request)
{
    const QByteArray &body = request->body();
    if (body.size() <= MaxBytesAtOnce || body.size() > m_settings.maxPayload) {
        HttpExchange &received = *request.release();
        received.deleteLater();
        received.disconnect(this);
        if (body.size() > m_settings.maxPayload) {
            received.answer(PayloadTooLarge);
            return;
        }
        answerPost(received, decodeEngineIoPayload(body, isBinary(received), m_settings.revision,
                                                   [this](const EngineIoPacket &it) { return receivePacket(it); }));
        return;
    }
    m_post = std::move(request);
    m_isWellFormed = decodeEngineIoPayload(body, isBinary(*m_post), m_settings.revision, [this](const EngineIoPacket &it) {
        m_unread.push_back({ it.type, it.binary, it.data.toByteArray() });
        return true;
    });
    readOn();
}

void PollingTransport::readOn()
{
    const std::size_t end = std::min(m_unread.size(), m_read + MaxPacketsAtOnce);
    while (m_read < end && m_post) {
        const Waiting packet = std::move(m_unread[m_read++]);
        if (!receivePacket({ packet.type, packet.binary, packet.data }))
            m_read = m_unread.size();
    }
    if (m_post && m_read < m_unread.size()) {
        // Others are served in between.
        QMetaObject::invokeMethod(this, &PollingTransport::readOn, Qt::QueuedConnection);
        return;
    }
    m_unread = {};
    m_read = 0;
    if (!m_post)
        return;
    HttpExchange &read = *m_post.release();
    read.deleteLater();
    read.disconnect(this);
    answerPost(read, m_isWellFormed);
}

void PollingTransport::answerPost(HttpExchange &request, bool isWellFormed)
{
    request.answer(isWellFormed ? Taken : BadRequest);
    if (!isWellFormed && m_state != State::Over)
        m_receiver->packetRefused();
}

bool PollingTransport::receivePacket(const EngineIoPacket &packet)
{
    if (packet.type == Type::Close)
        closeByClient();
    else
        m_receiver->packetReceived(packet);
    return m_state != State::Over;
}

void PollingTransport::closeByClient()
{
    // The client knows that it closes: its poll ends without being told so.
    if (m_poll)
        answerPoll(Type::Noop);
    m_state = State::Over;
    m_receiver->transportClosed();
}

void PollingTransport::setHurried(bool isHurried)
{
    m_isHurried = isHurried;
    if (m_isHurried && m_poll && m_pending.empty())
        answerPoll(Type::Noop);
}

std::vector<PollingTransport::Waiting> PollingTransport::release()
{
    m_state = State::Over;
    m_closeTimer.stop();
    dropPost();
    if (m_poll)
        answerPoll(Type::Noop);
    return std::exchange(m_pending, {});
}

void PollingTransport::send(Type type, QByteArrayView data)
{
    if (m_state == State::Open)
        enqueue(type, false, data);
}

void PollingTransport::sendBinary(QByteArrayView data)
{
    if (m_state == State::Open)
        enqueue(Type::Message, true, data);
}

void PollingTransport::enqueue(Type type, bool binary, QByteArrayView data)
{
    const qint64 size = data.size() + PacketOverhead;
    if (m_pendingBytes + size > m_settings.maxPendingBytes)
        m_hasOverflowed = true;
    if (m_hasOverflowed) {
        failSoon();
        return;
    }
    m_pending.push_back({ type, binary, data.toByteArray() });
    m_pendingBytes += size;
    if (m_poll)
        m_endOfTurn.schedule();
}

void PollingTransport::close()
{
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    m_closeTimer.start(m_settings.closeTimeoutMs, Qt::CoarseTimer, this);
    flush();
}

void PollingTransport::discard()
{
    if (m_state == State::Over)
        return;
    if (m_poll)
        answerPoll(Type::Close);
    finish();
}

void PollingTransport::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_closeTimer.timerId())
        finish();
    else
        QObject::timerEvent(event);
}

void PollingTransport::flush()
{
    if (!m_poll || m_state == State::Over || (m_pending.empty() && m_state == State::Open))
        return;
    if (m_pending.empty()) {
        // Alone: clients close at once where they read it, and drop what stands before it in the same payload.
        answerPoll(Type::Close);
        finish();
        return;
    }
    const std::size_t count = fitting();
    std::vector<EngineIoPacket> packets;
    packets.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Waiting &packet = m_pending[i];
        packets.push_back({ packet.type, packet.binary, packet.data });
        m_pendingBytes -= packet.data.size() + PacketOverhead;
    }
    answerPoll(packets);
    m_pending.erase(m_pending.begin(), m_pending.begin() + std::ptrdiff_t(count));
}

std::size_t PollingTransport::fitting() const
{
    qint64 size = 0;
    std::size_t count = 0;
    while (count < m_pending.size()) {
        size += encodedSize(m_pending[count]);
        if (count > 0 && size > m_settings.maxPayload)
            break;
        ++count;
    }
    return count;
}

qint64 PollingTransport::encodedSize(const Waiting &packet) const
{
    const bool isBase64 =
        packet.binary && (m_settings.revision == EngineIoRevision::V4 || !m_settings.supportsBinary);
    return FramingBytes + (isBase64 ? (packet.data.size() + 2) / 3 * 4 : packet.data.size());
}

void PollingTransport::answerPoll(const std::vector<EngineIoPacket> &packets)
{
    const EngineIoPayload payload = encodeEngineIoPayload(packets, m_settings.revision, m_settings.supportsBinary);
    const QByteArray contentType = payload.isBinary ? "application/octet-stream" : "text/plain; charset=UTF-8";
    const auto poll = std::exchange(m_poll, nullptr);
    poll->answer({ 200, contentType, payload.bytes, {} });
}

void PollingTransport::answerPoll(Type type)
{
    answerPoll(std::vector { EngineIoPacket { type, false, {} } });
}

void PollingTransport::dropPost()
{
    if (const auto post = std::exchange(m_post, nullptr))
        post->answer(BadRequest);
}

void PollingTransport::fail()
{
    if (m_state != State::Over)
        m_receiver->transportFailed();
}

void PollingTransport::failSoon()
{
    // Not now: who sends may be in the middle of a loop over many sessions.
    QMetaObject::invokeMethod(this, &PollingTransport::fail, Qt::QueuedConnection);
}

void PollingTransport::finish()
{
    m_state = State::Over;
    m_closeTimer.stop();
    dropPost();
    m_pending.clear();
    QMetaObject::invokeMethod(
        this, [this] { m_receiver->transportClosed(); }, Qt::QueuedConnection);
}

} // namespace parlor
