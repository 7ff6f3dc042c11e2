// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/SocketIoAdmission.h"

namespace parlor {

using namespace Qt::StringLiterals;

/// Asked once, answered once.
class SocketIoAdmission::Question {
public:
    explicit Question(Answered answered) :
        m_answered(std::move(answered))
    {
    }
    ~Question()
    {
        const Refusal unanswered { u"Not admitted"_s, QJsonValue(QJsonValue::Undefined) };
        answer(&unanswered);
    }
    Q_DISABLE_COPY_MOVE(Question)

    void answer(const Refusal *refusal)
    {
        if (const Answered answered = std::exchange(m_answered, nullptr))
            answered(refusal);
    }

private:
    Answered m_answered;
};

SocketIoAdmission::SocketIoAdmission(Answered answered) :
    m_question(std::make_shared<Question>(std::move(answered)))
{
}

void SocketIoAdmission::admit() const
{
    m_question->answer(nullptr);
}

void SocketIoAdmission::refuse(const QString &message, const QJsonValue &data) const
{
    const Refusal refusal { message, data };
    m_question->answer(&refusal);
}

} // namespace parlor
