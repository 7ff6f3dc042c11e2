// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "async/MailboxReceiver.h"

#include <QCoreApplication>
#include <QEvent>

#ifdef PARLOR_THREAD_SANITIZER
// From the sanitizer's runtime, which has no header for them.
extern "C" {
void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);
void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);
}
#endif

namespace parlor {

namespace {

QEvent::Type wakeUpType()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

/// Qt is not built for the thread sanitizer, which sees what Qt's queue of events does with memory, but not the lock that it
/// does this under. So it is not to look at what this thread reads and writes there.
class UnseenByThreadSanitizer {
public:
#ifdef PARLOR_THREAD_SANITIZER
    UnseenByThreadSanitizer()
    {
        AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
        AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    }
    ~UnseenByThreadSanitizer()
    {
        AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
        AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
    }
#else
    UnseenByThreadSanitizer() { }
#endif
    Q_DISABLE_COPY_MOVE(UnseenByThreadSanitizer)
};

} // namespace

void MailboxReceiver::Wakers::leave()
{
    if (m_count.fetch_sub(1, std::memory_order_release) == 1)
        m_count.notify_all();
}

void MailboxReceiver::Wakers::wait() const
{
    for (int count = m_count.load(std::memory_order_acquire); count != 0;
         count = m_count.load(std::memory_order_acquire))
        m_count.wait(count, std::memory_order_acquire);
}

QEvent *MailboxReceiver::makeWakeUp()
{
    auto *const wakeUp = new QEvent(wakeUpType());
    m_wakeUpsMade.fetch_add(1, std::memory_order_release);
    return wakeUp;
}

void MailboxReceiver::wake(QEvent *wakeUp)
{
    const UnseenByThreadSanitizer unseen;
    QCoreApplication::postEvent(this, wakeUp);
}

bool MailboxReceiver::event(QEvent *event)
{
    // Qt's lock has passed the event on already; this says the same to a thread sanitizer, which does not see that.
    m_wakeUpsMade.load(std::memory_order_acquire);
    if (event->type() != wakeUpType())
        return QObject::event(event);
    receive();
    return true;
}

} // namespace parlor
