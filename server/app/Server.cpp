// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Server.h"

#include "app/IoWorker.h"
#include "app/RoomLog.h"
#include "config/SettingsChange.h"
#include "engineio/EngineIoPeers.h"
#include "net/Acceptor.h"
#include "net/ConnectionGate.h"
#include "log/LogCategories.h"
#include "net/EventDispatcher.h"
#include "net/HttpErrorReply.h"
#include "net/SocketDescriptor.h"
#include "storage/MemoryRoomStore.h"
#include "storage/SqliteRoomStore.h"

#include <QTimer>
#include <QUrl>

#include <algorithm>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// Over what time the clients of a server that stops are to come back: so many each second that the next server does not mind.
constexpr qint64 ReturnMsPerClient = 1;
constexpr qint64 LeastSpreadMs = 1000;
constexpr qint64 MostSpreadMs = 60'000;

/// For all that is no connection of a client: the database, and what the threads wait on; and for handshakes, which hold a second one.
constexpr qint64 ReservedDescriptors = 128;

std::unique_ptr<EventThread> makeThread(const QString &name)
{
    return std::make_unique<EventThread>(name, createEventDispatcher());
}

} // namespace

Server::Server(const ServerOptions &options, QObject *parent) :
    QObject(parent),
    m_options(options),
    m_loop(std::make_shared<LoopMetrics>()),
    m_pulse(m_loop),
    m_answers([](const auto &answers) { std::ranges::for_each(answers, [](const auto &answer) { answer(); }); }, this)
{
    m_metrics.addThread(u"main"_s, m_loop);
    m_metrics.addLimits(m_limitCounters);
    m_drainDeadline.setSingleShot(true);
    connect(&m_drainDeadline, &QTimer::timeout, this, [this] {
        qCWarning(log::server, "the drain timeout is over: the rest is cut off");
        endDraining();
    });
}

Server::~Server()
{
    endThreads();
}

void Server::start()
{
    openGate();
    if (const auto loaded = m_keys.load(m_options); !loaded)
        Q_EMIT failed(loaded.error());
    else if (listen())
        startRooms();
}

void Server::openGate()
{
    ConnectionGate::Settings settings;
    settings.maxPerNetwork = m_options.limits.connectionsPerAddress;
    settings.exemptsLoopback = !m_options.limits.holdForLoopback;
    settings.maxInAll = maxConnections();
    m_gate = std::make_unique<ConnectionGate>(settings, m_limitCounters);
}

qint64 Server::maxConnections() const
{
    const qint64 wanted = m_options.limits.connections;
    const qint64 descriptors = socket::raiseDescriptorLimit();
    if (descriptors <= 0)
        return wanted;
    // Without a descriptor left nobody could be told so.
    const qint64 most = std::max<qint64>(1, descriptors - ReservedDescriptors - ConnectionGate::Settings().maxAnswers);
    return wanted > 0 ? std::min(wanted, most) : most;
}

RoomSettings Server::roomSettings() const
{
    RoomSettings settings;
    settings.exchangesToEveryone = m_options.exchangesToEveryone;
    // The other half is for what is said meanwhile. A message is sent once under each of its names.
    settings.replayBytesLimit = m_options.maxPendingBytes / 2 / (1 + m_options.messageEvents.size());
    settings.userPostsPerSecond = m_options.limits.userPostsPerSecond;
    settings.roomsPerCreator = m_options.limits.roomsPerCreator;
    settings.participantsPerRoom = m_options.limits.participantsPerRoom;
    return settings;
}

void Server::reload(const ServerOptions &options)
{
    if (m_isStopping || !m_rooms)
        return;
    const auto change = SettingsChange::between(m_options, options);
    if (!change) {
        qCWarning(log::server, "%ls; going on with the settings of before", qUtf16Printable(change.error()));
        return;
    }
    m_options = change->options;
    m_keys.reload(m_options);
    m_gate->setLimits(m_options.limits.connectionsPerAddress, maxConnections());
    m_rooms->inbox().post([settings = roomSettings()](RoomManager &it) { it.setLimits(settings); });
    for (const auto &worker : m_workers) {
        worker->tell([options = m_options, keys = m_keys](IoWorker &it) {
            it.setOptions(options);
            if (keys.credentials())
                it.setCredentials(keys.credentials());
            if (keys.tls())
                it.setTls(keys.tls());
        });
    }
    // When it is said, it is done.
    for (const QString &text : change->applied)
        qCInfo(log::server, "setting changed: %ls", qUtf16Printable(text));
    for (const QString &text : change->awaitRestart)
        qCWarning(log::server, "setting needs a restart: %ls", qUtf16Printable(text));
    if (change->applied.isEmpty() && change->awaitRestart.isEmpty())
        qCInfo(log::server, "settings read again: nothing changed");
}

bool Server::listen()
{
    // One place that deals out, so that every worker gets its share.
    m_acceptor = std::make_unique<Acceptor>();
    connect(m_acceptor.get(), &Acceptor::accepted, this, &Server::admit);
    if (m_acceptor->listen(m_options.host, m_options.port))
        return true;
    Q_EMIT failed(u"cannot listen on %1, port %2: %3"_s.arg(m_options.host.toString())
                      .arg(m_options.port)
                      .arg(m_acceptor->errorString()));
    return false;
}

std::unique_ptr<RoomStore> Server::makeStore()
{
    if (m_options.storage == ServerOptions::Storage::Memory)
        return std::make_unique<MemoryRoomStore>(m_options.retention);
    auto store = std::make_unique<SqliteRoomStore>(
        SqliteRoomStore::Settings { m_options.dataDirectory, m_options.durability, m_options.retention });
    m_metrics.setStore(store->metrics());
    m_metrics.addThread(u"store"_s, store->threadMetrics());
    return store;
}

void Server::startRooms()
{
    m_store = makeStore();
    m_rooms = std::make_unique<RoomManager>(*m_store, roomSettings());
    m_metrics.setRooms(m_rooms->metrics());
    m_metrics.addLimits(m_rooms->limitCounters());
    logRooms(*m_rooms);

    m_peers = std::make_unique<EngineIoPeers>(std::size_t(m_options.ioThreads));
    for (int i = 0; i < m_options.ioThreads; ++i) {
        m_workers.push_back(std::make_unique<IoWorker>(m_options, m_keys.credentials(), *m_rooms, *m_rooms->addFeed(),
                                                       *m_peers, quint16(i), m_metrics,
                                                       [this] { return connectionCounts(); }));
        m_workerThreads.push_back(makeThread(u"io-%1"_s.arg(i)));
        m_metrics.addThread(m_workerThreads.back()->objectName(), m_workerThreads.back()->metrics());
        m_metrics.addLimits(m_workers.back()->limitCounters());
    }

    m_roomsThread = makeThread(u"rooms"_s);
    m_metrics.addThread(m_roomsThread->objectName(), m_roomsThread->metrics());
    m_rooms->moveToThread(m_roomsThread.get());
    m_roomsThread->launch();
    startWorkers();
    m_rooms->inbox().post([this](RoomManager &rooms) {
        rooms.start([this](const Result<void> &result) {
            m_answers.post([this, result] {
                m_hasRooms = result.has_value();
                if (m_hasRooms)
                    serveIfReady();
                else
                    Q_EMIT failed(result.error().messages.join(u' '));
            });
        });
    });
}

void Server::startWorkers()
{
    const qintptr descriptor = m_acceptor->descriptor();
    for (std::size_t i = 0; i < m_workers.size(); ++i) {
        m_workers[i]->moveToThread(m_workerThreads[i].get());
        m_workerThreads[i]->launch();
        m_workers[i]->tell([this, descriptor, tls = m_keys.tls()](IoWorker &it) {
            const auto metrics = it.start(descriptor) ? std::optional(it.metrics()) : std::nullopt;
            if (metrics)
                it.setTls(tls);
            m_answers.post([this, metrics] { workerStarted(metrics); });
        });
    }
}

void Server::workerStarted(const std::optional<WorkerMetrics> &metrics)
{
    if (!metrics) {
        Q_EMIT failed(u"this system cannot share a listening socket between threads"_s);
        return;
    }
    m_metrics.addWorker(*metrics);
    if (++m_startedWorkers < m_workers.size() || m_isStopping)
        return;
    // Who asks before the rooms are there is told so.
    m_acceptor->start();
    serveIfReady();
}

void Server::serveIfReady()
{
    if (!m_hasRooms || m_startedWorkers < m_workers.size() || m_isStopping)
        return;
    for (const auto &worker : m_workers)
        worker->tell([](IoWorker &it) { it.open(); });
    m_metrics.setState(ServerState::Serving);
    m_tidier.start();
    Q_EMIT started();
}

void Server::admit(qintptr descriptor)
{
    IoWorker &worker = *m_workers[m_nextWorker++ % m_workers.size()];
    const PeerNetwork network(socket::peerAddress(descriptor));
    switch (m_gate->enter(network)) {
    case ConnectionGate::Verdict::Admitted:
        worker.tell([descriptor, gate = m_gate->exit(), network](IoWorker &it) { it.admit(descriptor, gate, network); });
        break;
    case ConnectionGate::Verdict::Refused:
        worker.tell([descriptor, gate = m_gate->exit(), reply = httpErrorReply(m_gate->refusal())](IoWorker &it) {
            it.refuse(descriptor, gate, reply);
        });
        break;
    case ConnectionGate::Verdict::Dropped:
        socket::close(descriptor);
    }
}

void Server::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    m_metrics.setState(ServerState::Draining);
    const ConnectionCounts counts = connectionCounts();
    const qint64 clients = counts.socketIo + counts.plainWebSocket;
    qCInfo(log::server, "stopping, with %lld clients", clients);
    m_drainDeadline.start(m_options.drainTimeoutMs);
    const int spreadMs = int(std::clamp(clients * ReturnMsPerClient, LeastSpreadMs, MostSpreadMs));
    m_pendingWorkers = m_workers.size();
    for (const auto &worker : m_workers) {
        worker->tell([this, spreadMs](IoWorker &it) {
            it.stopReceiving(spreadMs);
            m_answers.post([this, isPolled = it.isPolled()] {
                m_isPolled = m_isPolled || isPolled;
                if (--m_pendingWorkers == 0)
                    drainRooms();
            });
        });
    }
}

void Server::drainRooms()
{
    // Clients of long-polling fetch their last packets by new connections, perhaps.
    if (!m_isPolled)
        m_acceptor->close();
    // What the workers asked for before they stopped was posted before this, and is done before it answers.
    m_rooms->inbox().post([this](RoomManager &rooms) {
        rooms.drain([this, &rooms] {
            rooms.closeRecord();
            m_answers.post([this] { closeConnections(); });
        });
    });
}

void Server::closeConnections()
{
    m_pendingWorkers = m_workers.size();
    const auto answer = [this] {
        if (--m_pendingWorkers == 0)
            endDraining();
    };
    for (const auto &worker : m_workers) {
        worker->tell([this, answer, isPolled = m_isPolled](IoWorker &it) {
            connect(&it, &IoWorker::closed, &it, [this, answer] { m_answers.post(answer); }, Qt::SingleShotConnection);
            it.closeConnections(isPolled);
        });
    }
}

void Server::endDraining()
{
    m_drainDeadline.stop();
    endThreads();
    Q_EMIT stopped();
}

void Server::askThreads(const std::function<void()> &answered)
{
    const auto pending = std::make_shared<std::size_t>(m_workers.size() + 1);
    const auto answer = [this, pending, answered] {
        m_answers.post([pending, answered] {
            if (--*pending == 0)
                answered();
        });
    };
    for (const auto &worker : m_workers)
        worker->tell([answer](IoWorker &) { answer(); });
    m_rooms->inbox().post([answer](RoomManager &) { answer(); });
}

void Server::endThreads()
{
    if (m_acceptor)
        m_acceptor->close();
    for (std::size_t i = 0; i < m_workers.size(); ++i) {
        EventThread &thread = *m_workerThreads[i];
        if (!thread.isRunning())
            continue;
        m_workers[i]->tell([main = QThread::currentThread()](IoWorker &worker) {
            worker.finish();
            worker.moveToThread(main);
            QThread::currentThread()->quit();
        });
        thread.join();
    }
    if (m_roomsThread && m_roomsThread->isRunning()) {
        m_rooms->inbox().post([main = QThread::currentThread()](RoomManager &rooms) {
            rooms.moveToThread(main);
            QThread::currentThread()->quit();
        });
        m_roomsThread->join();
    }
}

ConnectionCounts Server::connectionCounts() const
{
    ConnectionCounts sum;
    for (const auto &worker : m_workers) {
        const ConnectionCounters &counters = worker->counters();
        sum.http += counters.http.value();
        sum.socketIo += counters.socketIo.value();
        sum.plainWebSocket += counters.plainWebSocket.value();
    }
    return sum;
}

QString Server::url() const
{
    QUrl url;
    url.setScheme(m_keys.tls() ? u"https"_s : u"http"_s);
    url.setHost(m_acceptor->address().toString());
    url.setPort(m_acceptor->port());
    return url.toString();
}

} // namespace parlor
