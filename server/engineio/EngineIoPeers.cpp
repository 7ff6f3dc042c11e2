// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/EngineIoPeers.h"

#include "protocol/SessionId.h"

#include <utility>

namespace parlor {

namespace {

/// That of base64 in URLs, in which ids are written (RFC 4648, 5).
constexpr QByteArrayView Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t Base = 64;
constexpr std::size_t MaxWorkers = Base * Base;

} // namespace

EngineIoPeers::EngineIoPeers(std::size_t workers) :
    m_entries(workers)
{
    Q_ASSERT(workers <= MaxWorkers);
}

QByteArray EngineIoPeers::makeSessionId(std::size_t worker)
{
    QByteArray sid = parlor::makeSessionId();
    sid[0] = Alphabet[qsizetype(worker / Base)];
    sid[1] = Alphabet[qsizetype(worker % Base)];
    return sid;
}

std::optional<std::size_t> EngineIoPeers::ownerOf(QByteArrayView sid) const
{
    if (sid.size() < 2)
        return std::nullopt;
    const qsizetype high = Alphabet.indexOf(sid[0]);
    const qsizetype low = Alphabet.indexOf(sid[1]);
    if (high < 0 || low < 0)
        return std::nullopt;
    const std::size_t worker = std::size_t(high) * Base + std::size_t(low);
    return worker < m_entries.size() ? std::optional(worker) : std::nullopt;
}

void EngineIoPeers::enter(std::size_t worker, const Mailbox<Order>::Address &address, QThread *thread)
{
    const std::scoped_lock lock(m_mutex);
    m_entries[worker] = { address, thread };
}

void EngineIoPeers::post(std::size_t worker, Order order) const
{
    entry(worker).address.post(std::move(order));
}

QThread *EngineIoPeers::threadOf(std::size_t worker) const
{
    return entry(worker).thread;
}

EngineIoPeers::Entry EngineIoPeers::entry(std::size_t worker) const
{
    const std::scoped_lock lock(m_mutex);
    return m_entries[worker];
}

} // namespace parlor
