// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

/// Two clients who know how to behave, one on /ws and one on Socket.IO, each on its own connection to the server that others attack. In
/// turn they say something, and wait until both have heard it and it was acknowledged. On a thread of their own.
class ChattingPair {
public:
    /// What they found, when they have stopped.
    struct Report {
        QStringList faults; ///< empty: each message was heard by both, once and in order, and acknowledged
        std::vector<double> delaysMs; ///< from being said until the other heard it, ascending

        /// That part of the delays is not larger; 0 where there are none.
        double percentile(double part) const;
        QString toString() const;
    };

    ~ChattingPair();

    /// They join \a roomId, which is theirs alone, and begin to talk.
    void start(quint16 port, const QByteArray &roomId);
    /// How many messages went well so far.
    int said() const { return m_said; }
    Report stop();

private:
    void talk(quint16 port, const QByteArray &roomId);

    std::thread m_thread;
    std::atomic<bool> m_isStopping = false;
    std::atomic<int> m_said = 0;
    Report m_report;
};
