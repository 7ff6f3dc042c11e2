// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/Mailbox.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <mutex>
#include <optional>
#include <vector>

class QThread;

namespace parlor {

class EngineIoHandover;

/// The Engine.IO servers of several workers that serve one path together. Connections are dealt to workers before anything is
/// read from them, so a request may come to a worker that does not have its session. A session's id says whose it is.
///
/// Made before the servers that join it, and outlives them. Any thread; the lock is held while one entry is read, and only
/// where something goes from worker to worker.
class EngineIoPeers {
public:
    using Order = std::function<void(EngineIoHandover &)>;

    /// At most 4096 workers.
    explicit EngineIoPeers(std::size_t workers);

    /// An id for a new session of \a worker: as random as others, but for two characters.
    static QByteArray makeSessionId(std::size_t worker);
    /// The worker that has the session, if it exists at all; nothing where none can have it.
    std::optional<std::size_t> ownerOf(QByteArrayView sid) const;

    /// Orders for \a worker go to \a address from now on, and what it is to own moves to \a thread.
    void enter(std::size_t worker, const Mailbox<Order>::Address &address, QThread *thread);
    /// \a order runs on the thread of \a worker, after those that the same thread gave it before. Dropped where that has
    /// gone.
    void post(std::size_t worker, Order order) const;
    /// Null where the worker has not come yet.
    QThread *threadOf(std::size_t worker) const;

private:
    struct Entry {
        Mailbox<Order>::Address address;
        QThread *thread = nullptr;
    };

    Entry entry(std::size_t worker) const;

    mutable std::mutex m_mutex;
    std::vector<Entry> m_entries;
};

} // namespace parlor
