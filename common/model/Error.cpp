// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Error.h"

#include "json/JsonParsing.h"
#include "json/JsonText.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

namespace parlor {

using namespace Qt::StringLiterals;

namespace {

/// The three forms that the contract gives REST error bodies.
enum class RestForm : quint8 {
    Coded, ///< {"code","message"}
    Described, ///< {"statusCode","message","error"}
    Bare, ///< {"statusCode","message"}
};

struct ErrorRow {
    Error::Kind kind;
    int status;
    RestForm form;
    QLatin1StringView code;
    QLatin1StringView message;
};

using Kind = Error::Kind;
using Form = RestForm;

constexpr std::array ErrorTable = std::to_array<ErrorRow>({
    { Kind::Validation, 400, Form::Described, "validation"_L1, "Validation failed"_L1 },
    { Kind::BadRequest, 400, Form::Described, "bad-request"_L1, "Bad Request"_L1 },
    { Kind::BadWindow, 400, Form::Coded, "req-params.validation"_L1, "Invalid parameters"_L1 },
    { Kind::Unauthorized, 401, Form::Bare, "unauthorized"_L1, "Unauthorized"_L1 },
    { Kind::AccessForbidden, 403, Form::Coded, "access-forbidden"_L1, "The access is forbidden"_L1 },
    { Kind::LimitReached, 403, Form::Coded, "limit-reached"_L1, "A limit is reached"_L1 },
    { Kind::Banned, 403, Form::Coded, "banned"_L1, "You are banned"_L1 },
    { Kind::Muted, 403, Form::Coded, "muted"_L1, "You are muted"_L1 },
    { Kind::RoomNotFound, 404, Form::Coded, "room.not-found"_L1, "Room not found"_L1 },
    { Kind::ParticipantNotFound, 404, Form::Coded, "participant.not-found"_L1, "Participant not found"_L1 },
    { Kind::BanNotFound, 404, Form::Coded, "ban.not-found"_L1, "Ban not found"_L1 },
    { Kind::MuteNotFound, 404, Form::Coded, "mute.not-found"_L1, "Mute not found"_L1 },
    { Kind::RouteNotFound, 404, Form::Described, "route.not-found"_L1, "Not Found"_L1 },
    { Kind::MethodNotAllowed, 405, Form::Described, "method-not-allowed"_L1, "Method Not Allowed"_L1 },
    { Kind::RequestTimeout, 408, Form::Described, "request-timeout"_L1, "request timeout"_L1 },
    { Kind::RoomConflict, 409, Form::Coded, "room.conflict"_L1, "Room already exists"_L1 },
    { Kind::PayloadTooLarge, 413, Form::Described, "payload-too-large"_L1, "request entity too large"_L1 },
    { Kind::ExpectationFailed, 417, Form::Described, "expectation-failed"_L1, "expectation failed"_L1 },
    { Kind::UpgradeRequired, 426, Form::Described, "upgrade-required"_L1, "upgrade required"_L1 },
    { Kind::TooManyRequests, 429, Form::Described, "rate-limited"_L1, "too many requests"_L1 },
    { Kind::HeadersTooLarge, 431, Form::Described, "headers-too-large"_L1,
      "request header fields too large"_L1 },
    { Kind::Internal, 500, Form::Described, "internal"_L1, "Internal server error"_L1 },
    { Kind::NotImplemented, 501, Form::Described, "not-implemented"_L1, "not implemented"_L1 },
    { Kind::StorageUnavailable, 503, Form::Described, "storage.unavailable"_L1,
      "The storage is unavailable"_L1 },
    { Kind::HttpVersionNotSupported, 505, Form::Described, "http-version-not-supported"_L1,
      "HTTP version not supported"_L1 },
});

constexpr bool everyKindHasItsRow()
{
    for (std::size_t i = 0; i < ErrorTable.size(); ++i) {
        if (static_cast<std::size_t>(ErrorTable[i].kind) != i)
            return false;
    }
    return ErrorTable.size() == static_cast<std::size_t>(Kind::HttpVersionNotSupported) + 1;
}
static_assert(everyKindHasItsRow());

constexpr auto ReasonPhrases = std::to_array<std::pair<int, const char *>>({
    { 100, "Continue" },
    { 101, "Switching Protocols" },
    { 200, "OK" },
    { 201, "Created" },
    { 204, "No Content" },
    { 304, "Not Modified" },
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 408, "Request Timeout" },
    { 409, "Conflict" },
    { 413, "Payload Too Large" },
    { 417, "Expectation Failed" },
    { 426, "Upgrade Required" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 500, "Internal Server Error" },
    { 501, "Not Implemented" },
    { 503, "Service Unavailable" },
    { 505, "HTTP Version Not Supported" },
});

const ErrorRow &rowOf(Error::Kind kind)
{
    return ErrorTable[static_cast<std::size_t>(kind)];
}

void appendMessage(QByteArray &out, const Error &error)
{
    json::appendKey(out, "message"_L1);
    if (error.kind != Kind::Validation) {
        json::appendString(
            out, error.messages.isEmpty() ? QString(rowOf(error.kind).message) : error.messages.first());
        return;
    }
    json::appendArray(out, error.messages, [&out](const QString &message) { json::appendString(out, message); });
}

void appendCode(QByteArray &out, const Error &error)
{
    json::appendKey(out, "code"_L1);
    json::appendString(out, QString(rowOf(error.kind).code));
}

/// For how long and why somebody is kept out, where that is what is wrong.
void appendSanction(QByteArray &out, const Error &error)
{
    if (error.kind != Kind::Banned && error.kind != Kind::Muted)
        return;
    json::appendKey(out, "reason"_L1);
    json::appendString(out, error.reason);
    json::appendKey(out, "until"_L1);
    out += error.until ? '"' + toIsoString(*error.until) + '"' : "null"_ba;
}

void appendStatus(QByteArray &out, int status)
{
    json::appendKey(out, "statusCode"_L1);
    out += QByteArray::number(status);
}

QStringList messagesIn(const QJsonObject &json)
{
    const QJsonValue message = json.value("message"_L1);
    if (message.isString())
        return { message.toString() };
    QStringList messages;
    const QJsonArray list = message.toArray();
    for (const QJsonValue item : list)
        messages.append(item.toString());
    return messages;
}

template <typename Predicate>
Error errorOf(Predicate predicate, const QJsonObject &json)
{
    const auto row = std::find_if(ErrorTable.begin(), ErrorTable.end(), predicate);
    Error error = Error::of(row == ErrorTable.end() ? Kind::Internal : row->kind);
    if (const QStringList messages = messagesIn(json); !messages.isEmpty())
        error.messages = messages;
    error.retryAfterMs = json.value("retryAfterMs"_L1).toInt();
    error.reason = json.value("reason"_L1).toString();
    error.until = fromIsoString(json.value("until"_L1).toString());
    return error;
}

} // namespace

Error Error::validation(const QStringList &messages)
{
    return { .kind = Kind::Validation, .messages = messages };
}

Error Error::badRequest(const QString &what)
{
    return of(Kind::BadRequest, what);
}

Error Error::badWindow(const QString &what)
{
    return of(Kind::BadWindow, what);
}

Error Error::accessForbidden()
{
    return of(Kind::AccessForbidden);
}

Error Error::roomNotFound(const QString &roomId)
{
    return of(Kind::RoomNotFound, u"Room with '"_s + roomId + u"' not found"_s);
}

Error Error::participantNotFound(const QString &socketId)
{
    return of(Kind::ParticipantNotFound, u"Participant with '"_s + socketId + u"' not found"_s);
}

Error Error::banNotFound(const QString &banId)
{
    return of(Kind::BanNotFound, u"Ban with '"_s + banId + u"' not found"_s);
}

Error Error::muteNotFound(const QString &username)
{
    return of(Kind::MuteNotFound, u"Mute of '"_s + username + u"' not found"_s);
}

Error Error::banned(const QString &reason, std::optional<Timestamp> until)
{
    Error error = of(Kind::Banned);
    error.reason = reason;
    error.until = until;
    return error;
}

Error Error::muted(const QString &reason, std::optional<Timestamp> until)
{
    Error error = of(Kind::Muted);
    error.reason = reason;
    error.until = until;
    return error;
}

Error Error::roomConflict(const QString &roomId)
{
    return of(Kind::RoomConflict, u"Room with '"_s + roomId + u"' already exists"_s);
}

Error Error::limitReached(const QString &what)
{
    return of(Kind::LimitReached, what);
}

Error Error::rateLimited(int retryAfterMs)
{
    Error error = of(Kind::TooManyRequests);
    error.retryAfterMs = retryAfterMs;
    return error;
}

Error Error::of(Kind kind)
{
    return of(kind, QString(rowOf(kind).message));
}

Error Error::of(Kind kind, const QString &message)
{
    return { .kind = kind, .messages = { message } };
}

Error Error::fromRestBody(int status, const QByteArray &body)
{
    const QJsonObject json = json::parse(body).object();
    const QString code = json.value("code"_L1).toString();
    if (!code.isEmpty())
        return errorOf([&code](const ErrorRow &row) { return row.code == code; }, json);
    // 400 says both that fields break rules, which is a list, and that the request is wrong; 404 without a code is of
    // the route. A proxy's 403 is one that Parlor would have given a code.
    const bool isList = json.value("message"_L1).isArray();
    const bool isCoded = status == httpStatus(accessForbidden());
    return errorOf(
        [=](const ErrorRow &row) {
            return row.status == status && (isCoded || row.form != Form::Coded)
                && (status != 400 || (row.kind == Kind::Validation) == isList);
        },
        json);
}

Error Error::fromException(const QJsonObject &json)
{
    const QString code = json.value("code"_L1).toString();
    return errorOf([&code](const ErrorRow &row) { return row.code == code; }, json);
}

int httpStatus(const Error &error)
{
    return rowOf(error.kind).status;
}

QLatin1StringView errorCode(const Error &error)
{
    return rowOf(error.kind).code;
}

QByteArray httpReason(int status)
{
    for (const auto &[known, phrase] : ReasonPhrases) {
        if (known == status)
            return phrase;
    }
    return {};
}

int retryAfterSeconds(const Error &error)
{
    if (error.kind != Kind::TooManyRequests && error.kind != Kind::StorageUnavailable)
        return 0;
    constexpr int msPerSecond = 1000;
    return std::max(1, (error.retryAfterMs + msPerSecond - 1) / msPerSecond);
}

QByteArray toRestBody(const Error &error)
{
    const ErrorRow &row = rowOf(error.kind);
    QByteArray out("{");
    if (row.form == RestForm::Coded)
        appendCode(out, error);
    else
        appendStatus(out, row.status);
    appendMessage(out, error);
    appendSanction(out, error);
    if (row.form == RestForm::Described) {
        json::appendKey(out, "error"_L1);
        json::appendString(out, QString::fromLatin1(httpReason(row.status)));
    }
    out += '}';
    return out;
}

QByteArray toExceptionJson(const Error &error)
{
    QByteArray out("{");
    json::appendKey(out, "status"_L1);
    out += "\"error\"";
    appendCode(out, error);
    appendMessage(out, error);
    if (error.retryAfterMs > 0) {
        json::appendKey(out, "retryAfterMs"_L1);
        out += QByteArray::number(error.retryAfterMs);
    }
    appendSanction(out, error);
    out += '}';
    return out;
}

} // namespace parlor
