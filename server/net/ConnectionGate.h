// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "async/Mailbox.h"
#include "limits/LimitCounters.h"
#include "model/Error.h"
#include "net/PeerNetwork.h"
#include "net/PlaceCounter.h"

#include <QObject>

#include <vector>

namespace parlor {

/// Counts the open connections of all threads, and says which is one too many. Lives on the thread that accepts.
///
/// Who is one too many gets an answer, which takes a place for a moment, too: so there are only so many of these at a time, and
/// whoever comes then is closed without a word.
class ConnectionGate : public QObject {
    Q_OBJECT

public:
    struct Settings {
        qint64 maxInAll = 0; ///< 0: no limit
        qint64 maxPerNetwork = 0; ///< 0: no limit
        bool exemptsLoopback = true; ///< from the limit for each network
        qint64 maxAnswers = 64;
    };

    /// Who leaves. Connections tell it from their threads, by a ConnectionPlace.
    struct Departure {
        PeerNetwork network;
        bool wasAdmitted = true;
    };

    ConnectionGate(const Settings &settings, LimitCounters &counters, QObject *parent = nullptr);

    /// As in Settings, for those who come from now on.
    void setLimits(qint64 maxPerNetwork, qint64 maxInAll);

    enum class Verdict : quint8 {
        Admitted,
        Refused, ///< is to be answered with refusal()
        Dropped, ///< is to be closed at once; no Departure follows
    };
    /// Takes a place for a connection, until its Departure arrives.
    Verdict enter(const PeerNetwork &network);
    /// Why the last connection was refused: StorageUnavailable (503), or TooManyRequests (429) where it was for its network.
    const Error &refusal() const { return m_refusal; }

    Mailbox<Departure>::Address exit() const { return m_departures.address(); }
    qint64 count() const { return m_places.count(); }

private:
    void leave(const Departure &departure);

    PlaceCounter m_places;
    const qint64 m_maxAnswers;
    qint64 m_answers = 0;
    Error m_refusal;
    Mailbox<Departure> m_departures;
};

/// A connection's place: a child of its socket, with which it goes from object to object and from thread to thread. Its end is told
/// to the gate.
class ConnectionPlace : public QObject {
    Q_OBJECT

public:
    ConnectionPlace(const Mailbox<ConnectionGate::Departure>::Address &exit, const ConnectionGate::Departure &departure) :
        m_exit(exit),
        m_departure(departure)
    {
    }
    ~ConnectionPlace() override { m_exit.post(m_departure); }

private:
    const Mailbox<ConnectionGate::Departure>::Address m_exit;
    const ConnectionGate::Departure m_departure;
};

} // namespace parlor
