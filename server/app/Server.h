// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/MemoryTidier.h"
#include "app/ServerKeys.h"
#include "async/EventThread.h"
#include "async/LoopPulse.h"
#include "async/Mailbox.h"
#include "config/ServerOptions.h"
#include "limits/LimitCounters.h"
#include "monitoring/ServerMetrics.h"
#include "rest/RestServer.h"
#include "rooms/RoomManager.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace parlor {

class Acceptor;
class ConnectionGate;
class EngineIoPeers;
class IoWorker;
class RoomStore;

/// The whole server: makes its threads and what lives on them, deals accepted connections out to the workers, and stops
/// it all in order. Lives on the main thread.
class Server : public QObject {
    Q_OBJECT

public:
    explicit Server(const ServerOptions &options, QObject *parent = nullptr);
    ~Server() override;

    /// Begins to start; started() or failed() follows.
    void start();
    /// Takes no more connections, tells the clients, lets everything that was taken be stored and delivered, and
    /// ends the threads; stopped() follows. What the drain timeout is too short for is cut off.
    void stop();

    /// Takes up what can be applied of \a options while the server runs, and reads the files of tokens, keys and the certificate again.
    /// Where one of them is of no use, the server goes on with what it had. Who came in by what is no longer there is disconnected; a new
    /// certificate is for connections that come from now on. The log says what changed and what needs a restart.
    void reload(const ServerOptions &options);
    /// Calls \a answered, on this thread, once every other has come round to answering. Never where one of them hangs, or ends.
    void askThreads(const std::function<void()> &answered);
    /// What is in force.
    const ServerOptions &options() const { return m_options; }

    /// Where it listens, e.g. `http://127.0.0.1:3000`.
    QString url() const;

Q_SIGNALS:
    void started();
    void failed(const QString &reason);
    void stopped();

private:
    void openGate();
    qint64 maxConnections() const;
    RoomSettings roomSettings() const;
    bool listen();
    std::unique_ptr<RoomStore> makeStore();
    void startRooms();
    void startWorkers();
    void workerStarted(const std::optional<WorkerMetrics> &metrics);
    /// Serves, once rooms and workers are there.
    void serveIfReady();
    void admit(qintptr descriptor);
    void drainRooms();
    void closeConnections();
    void endDraining();
    void endThreads();
    ConnectionCounts connectionCounts() const;

    ServerOptions m_options;
    ServerKeys m_keys;
    ServerMetrics m_metrics; ///< complete before connections are accepted
    const std::shared_ptr<LoopMetrics> m_loop; ///< this thread's
    const LoopPulse m_pulse;
    Mailbox<std::function<void()>> m_answers; ///< of workers and rooms, to be run here
    LimitCounters m_limitCounters; ///< of this thread
    std::unique_ptr<ConnectionGate> m_gate;
    MemoryTidier m_tidier;
    std::unique_ptr<Acceptor> m_acceptor;
    std::unique_ptr<EventThread> m_roomsThread;
    std::unique_ptr<RoomStore> m_store;
    std::unique_ptr<RoomManager> m_rooms;
    std::unique_ptr<EngineIoPeers> m_peers;
    std::vector<std::unique_ptr<EventThread>> m_workerThreads;
    std::vector<std::unique_ptr<IoWorker>> m_workers;
    std::size_t m_nextWorker = 0;
    std::size_t m_pendingWorkers = 0; ///< have not yet answered the step that is under way
    std::size_t m_startedWorkers = 0;
    bool m_hasRooms = false; ///< the store has loaded them
    bool m_isStopping = false;
    QTimer m_drainDeadline;
    bool m_isPolled = false; ///< by somebody, when it began to stop
};

} // namespace parlor
