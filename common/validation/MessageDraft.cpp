// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/MessageDraft.h"

#include "model/Message.h"
#include "validation/PayloadRules.h"

namespace parlor {

using namespace Qt::StringLiterals;

Result<MessageDraft> MessageDraft::read(PayloadRules rules, Timestamp now, const PayloadLimits &limits)
{
    MessageDraft draft;
    draft.username = rules.name("username"_L1);
    draft.content = rules.text("content"_L1);
    draft.clientMessageId = rules.optionalName("clientMessageId"_L1);
    if (const Result<void> verdict = rules.verdict(); !verdict)
        return tl::unexpected(verdict.error());

    const QString createdAt = rules.payload().value("createdAt"_L1).toString();
    draft.createdAt = toIsoString(fromIsoString(createdAt).value_or(now));
    qsizetype extrasBegin = 0;
    draft.members = Message::makeMembers(draft.username, draft.content, draft.createdAt, rules.payload(), &extrasBegin);
    rules.limitExtras(QByteArrayView(draft.members).sliced(extrasBegin), limits);
    if (const Result<void> verdict = rules.verdict(); !verdict)
        return tl::unexpected(verdict.error());
    return draft;
}

} // namespace parlor
