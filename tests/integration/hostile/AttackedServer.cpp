// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile/AttackedServer.h"

#include "hostile/RawConnection.h"

#include <QDebug>
#include <QDir>
#include <QFile>
#include <QTest>

#include <limits>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

/// What the allocator keeps for the next time. Those of the sanitizers keep all they can, and report by themselves what
/// nobody has freed.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr qint64 ToleranceKb = std::numeric_limits<qint32>::max();
#else
constexpr qint64 ToleranceKb = 32 * 1024;
#endif
constexpr double LongestMs = 100;
constexpr int SettlingMs = 60'000;
/// The server looks every few seconds whether memory is worth giving back.
constexpr int TidyingMs = 15'000;

} // namespace

bool AttackedServer::start(const QStringList &options)
{
    const QStringList limits { u"--limit-loopback"_s, u"--max-connections-per-address"_s, u"0"_s, u"--user-post-rate"_s, u"0"_s,
                               u"--io-threads"_s, u"2"_s, u"--log-level"_s, u"warning"_s };
    return m_server.start(limits + options);
}

int AttackedServer::scale(int brief, int full)
{
    return qEnvironmentVariableIntValue("PARLOR_TEST_HOSTILE_FULL") != 0 ? full : brief;
}

void AttackedServer::beginAttack()
{
    const QByteArray roomId = "quiet-" + QByteArray::number(++m_attacks);
    QVERIFY(m_server.createRoom(roomId));
    m_descriptorsBefore = descriptors();
    m_residentKbBefore = residentKb();
    m_pair.start(m_server.port(), roomId);
    QVERIFY(pairGoesOn(1));
}

bool AttackedServer::pairGoesOn(int messages)
{
    const int wanted = m_pair.said() + messages;
    return QTest::qWaitFor([this, wanted] { return m_pair.said() >= wanted; }, SettlingMs);
}

bool AttackedServer::hasGrownAtMost(qint64 kb) const
{
    return residentKb() <= m_residentKbBefore + ToleranceKb + kb;
}

QString AttackedServer::endAttack(const char *name, qint64 keptKb)
{
    const bool goesOn = pairGoesOn();
    const ChattingPair::Report report = m_pair.stop();
    if (!m_server.isRunning())
        return u"the server has ended"_s;
    const bool isSettled =
        QTest::qWaitFor([this] { return descriptors() <= m_descriptorsBefore; }, SettlingMs);
    const bool isTidy = QTest::qWaitFor([this, keptKb] { return hasGrownAtMost(keptKb); }, TidyingMs);
    qInfo().noquote() << name << "- the pair:" << report.toString() << "- the server:" << m_residentKbBefore / 1024 << "MB before,"
                      << residentKb() / 1024 << "MB after";
    if (!report.faults.isEmpty())
        return report.faults.join(u"; "_s);
    if (!goesOn)
        return u"the pair does not get on"_s;
    if (!isSettled)
        return u"%1 descriptors were open before, and now %2 are"_s.arg(m_descriptorsBefore).arg(descriptors());
    if (!isTidy)
        return u"the server takes %1 MB more than before"_s.arg((residentKb() - m_residentKbBefore) / 1024);
    if (qEnvironmentVariableIntValue("PARLOR_TEST_MEASURE") != 0 && report.percentile(0.99) > LongestMs)
        return u"one message of a hundred took the pair %1 ms or more"_s.arg(report.percentile(0.99));
    return {};
}

qint64 AttackedServer::descriptors() const
{
    return QDir(u"/proc/%1/fd"_s.arg(m_server.processId())).entryList(QDir::System | QDir::AllEntries | QDir::NoDotAndDotDot).size();
}

qint64 AttackedServer::residentKb() const
{
    QFile file(u"/proc/%1/statm"_s.arg(m_server.processId()));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    return file.readAll().split(' ').value(1).toLongLong() * (::sysconf(_SC_PAGESIZE) / 1024);
}
