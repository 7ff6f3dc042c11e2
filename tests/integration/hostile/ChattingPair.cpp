// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile/ChattingPair.h"

#include "hostile/RawWebSocket.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// From one message to the next: fewer than the server lets a client say in a second.
constexpr int PaceMs = 25;
/// A message that takes longer is lost.
constexpr int PatienceMs = 20'000;

/// One of the two: what it says, and what it has heard.
class Person {
public:
    Person(quint16 port, const QByteArray &roomId, bool isPlain) :
        m_isPlain(isPlain),
        m_fields("\"roomId\":\"" + roomId + "\",\"username\":\"" + (isPlain ? "Ann" : "Ben") + '"'),
        m_socket(port, isPlain ? "/ws" : "/socket.io/?EIO=4&transport=websocket")
    {
    }

    bool enter()
    {
        if (!m_isPlain && (!nextThatBegins("0") || !m_socket.sendText("40") || !nextThatBegins("40")))
            return false;
        send("participants", m_fields, 0);
        return awaitTill([this] { return m_acknowledged.contains(0); });
    }
    void say(qint64 number)
    {
        send("exchanges", m_fields + ",\"content\":\"" + QByteArray::number(number) + '"', number);
    }
    /// Takes what has come.
    void listen(int timeoutMs)
    {
        for (auto text = m_socket.receiveText(timeoutMs); text; text = m_socket.receiveText(0))
            take(*text);
    }
    bool hasEnded() const { return m_socket.hasEnded(); }
    int descriptor() { return m_socket.connection().descriptor(); }
    qint64 heard() const { return m_heard; }
    bool isAcknowledged(qint64 number) const { return m_acknowledged.contains(number); }
    const QStringList &faults() const { return m_faults; }

private:
    void send(const QByteArray &event, const QByteArray &fields, qint64 id)
    {
        const QByteArray number = QByteArray::number(id);
        if (m_isPlain)
            m_socket.sendText("{\"event\":\"" + event + "\",\"id\":" + number + ",\"data\":{" + fields + "}}");
        else
            m_socket.sendText("42" + number + "[\"" + event + "\",{" + fields + "}]");
    }
    bool nextThatBegins(const QByteArray &beginning)
    {
        const auto text = m_socket.receiveText(PatienceMs);
        return text && text->startsWith(beginning);
    }
    template <typename Predicate>
    bool awaitTill(Predicate predicate)
    {
        const QDeadlineTimer deadline(PatienceMs);
        while (!predicate() && !deadline.hasExpired() && !hasEnded())
            listen(int(deadline.remainingTime()));
        return predicate();
    }
    void take(const QByteArray &text)
    {
        if (m_isPlain) {
            const QJsonObject frame = QJsonDocument::fromJson(text).object();
            const QString event = frame["event"_L1].toString();
            event == u"ack" ? acknowledged(frame["id"_L1].toInteger(), frame["data"_L1])
                            : occurred(event, frame["data"_L1]);
        } else if (text == "2") {
            m_socket.sendText("3");
        } else if (text.startsWith("42")) {
            const QJsonArray packet = QJsonDocument::fromJson(text.sliced(2)).array();
            occurred(packet[0].toString(), packet[1]);
        } else if (text.startsWith("43")) {
            const qsizetype bracket = text.indexOf('[');
            acknowledged(text.mid(2, bracket - 2).toLongLong(), QJsonDocument::fromJson(text.sliced(bracket))[0]);
        }
    }
    void acknowledged(qint64 id, const QJsonValue &answer)
    {
        if (answer["status"_L1] != u"ok"_s || (id > 0 && answer["order"_L1].toInteger() != id) || m_acknowledged.contains(id))
            m_faults.append(u"message %1 was answered %2"_s.arg(id).arg(QString::fromUtf8(QJsonDocument(answer.toObject()).toJson())));
        m_acknowledged.append(id);
    }
    void occurred(const QString &event, const QJsonValue &data)
    {
        if (event == u"exception")
            m_faults.append(u"an exception: %1"_s.arg(QString::fromUtf8(QJsonDocument(data.toObject()).toJson())));
        if (event != u"exchanges")
            return;
        const qint64 order = data["order"_L1].toInteger();
        if (order != m_heard + 1 || data["content"_L1].toString() != QString::number(order))
            m_faults.append(u"after message %1 came %2: '%3'"_s.arg(m_heard).arg(order).arg(data["content"_L1].toString()));
        m_heard = order;
    }

    const bool m_isPlain;
    const QByteArray m_fields;
    RawWebSocket m_socket;
    qint64 m_heard = 0;
    QList<qint64> m_acknowledged;
    QStringList m_faults;
};

} // namespace

double ChattingPair::Report::percentile(double part) const
{
    if (delaysMs.empty())
        return 0;
    return delaysMs[std::min(delaysMs.size() - 1, std::size_t(double(delaysMs.size()) * part))];
}

QString ChattingPair::Report::toString() const
{
    return u"%1 messages, p50 %2 ms, p99 %3 ms, longest %4 ms"_s.arg(delaysMs.size())
        .arg(percentile(0.5), 0, 'f', 1)
        .arg(percentile(0.99), 0, 'f', 1)
        .arg(percentile(1), 0, 'f', 1);
}

ChattingPair::~ChattingPair()
{
    stop();
}

void ChattingPair::start(quint16 port, const QByteArray &roomId)
{
    stop();
    m_isStopping = false;
    m_said = 0;
    m_report = {};
    m_thread = std::thread([this, port, roomId] { talk(port, roomId); });
}

ChattingPair::Report ChattingPair::stop()
{
    m_isStopping = true;
    if (m_thread.joinable())
        m_thread.join();
    std::sort(m_report.delaysMs.begin(), m_report.delaysMs.end());
    return m_report;
}

void ChattingPair::talk(quint16 port, const QByteArray &roomId)
{
    Person ann(port, roomId, true);
    Person ben(port, roomId, false);
    if (!ann.enter() || !ben.enter()) {
        m_report.faults.append(u"the two could not come in"_s);
        return;
    }
    while (!m_isStopping && m_report.faults.isEmpty()) {
        const qint64 number = m_said + 1;
        Person &speaker = number % 2 ? ann : ben;
        Person &other = number % 2 ? ben : ann;
        const QDeadlineTimer pace(PaceMs);
        const QDeadlineTimer patience(PatienceMs);
        QElapsedTimer clock;
        clock.start();
        speaker.say(number);
        bool isHeard = false;
        const auto isDone = [&] {
            return isHeard && speaker.heard() >= number && speaker.isAcknowledged(number) && pace.hasExpired();
        };
        while (!isDone() && !patience.hasExpired() && !ann.hasEnded() && !ben.hasEnded()) {
            // What comes while they rest is taken, too: it would be one time too many.
            const QDeadlineTimer &next = isHeard && !pace.hasExpired() ? pace : patience;
            awaitAny({ ann.descriptor(), ben.descriptor() }, int(next.remainingTime()));
            ann.listen(0);
            ben.listen(0);
            if (!isHeard && other.heard() >= number) {
                isHeard = true;
                m_report.delaysMs.push_back(double(clock.nsecsElapsed()) / 1e6);
            }
        }
        if (!isDone())
            m_report.faults.append(u"message %1 was not heard or not acknowledged"_s.arg(number));
        m_report.faults += ann.faults() + ben.faults();
        ++m_said;
    }
}
