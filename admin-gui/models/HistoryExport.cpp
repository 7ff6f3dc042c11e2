// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/HistoryExport.h"

#include "json/JsonParsing.h"
#include "json/JsonText.h"

#include <QJsonArray>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 500;

QByteArray cell(QString text)
{
    static const QString formulaStarts = u"=+-@\t\r"_s;
    if (!text.isEmpty() && formulaStarts.contains(text.front()))
        text.prepend(u'\'');
    text.replace(u'"', "\"\""_L1);
    return '"' + text.toUtf8() + '"';
}

QByteArray csvRow(const Exchange &message)
{
    return QByteArray::number(message.order) + ',' + toIsoString(message.createdAt) + ',' + cell(message.username)
        + ',' + cell(message.content) + "\r\n";
}

} // namespace

HistoryExport::HistoryExport(RestClient &rest, const QString &roomId, const QString &path, Format format,
                             QObject *parent) :
    QObject(parent),
    m_rest(rest),
    m_roomId(roomId),
    m_path(path),
    m_format(format),
    m_file(path)
{
}

void HistoryExport::start()
{
    if (!m_file.open(QIODevice::WriteOnly)) {
        const QString failure = tr("The file cannot be written: %1").arg(m_file.errorString());
        QMetaObject::invokeMethod(this, [this, failure] { end(failure); }, Qt::QueuedConnection);
        return;
    }
    if (m_format == Format::Csv)
        m_file.write("order,createdAt,username,content\r\n");
    readPage();
}

void HistoryExport::cancel()
{
    const QPointer<RestCall> call = m_call;
    end(tr("Cancelled."));
    if (call)
        call->cancel();
}

std::optional<HistoryExport::Page> HistoryExport::makePage(const RestAnswer &answer, Format format)
{
    const QJsonDocument document = json::parse(answer.body);
    if (!document.isArray())
        return std::nullopt;
    Page page;
    page.total = answer.totalCount;
    const QJsonArray messages = document.array();
    for (const QJsonValue value : messages) {
        const QJsonObject object = value.toObject();
        const auto message = Exchange::fromJson(object);
        if (!message)
            return std::nullopt;
        page.text += format == Format::Csv ? csvRow(*message) : json::toCompact(object) + '\n';
        page.lastOrder = message->order;
        ++page.count;
    }
    return page;
}

void HistoryExport::readPage()
{
    RestRequest request
        = RestClient::historyRequest(m_roomId, { .after = m_lastOrder, .before = {}, .limit = PageSize });
    if (m_lastOrder == 0)
        request.action = tr("Export the history of room %1").arg(m_roomId);
    m_call = m_rest.call<Page>(
        request, this, [format = m_format](const RestAnswer &answer) { return makePage(answer, format); },
        [this](const ApiResult<Page> &page) {
            if (m_isOver)
                return;
            if (page)
                take(*page);
            else
                end(page.error().text);
        });
}

void HistoryExport::take(const Page &page)
{
    if (m_file.write(page.text) != page.text.size())
        return end(tr("The file cannot be written: %1").arg(m_file.errorString()));
    m_written += page.count;
    Q_EMIT progressed(m_written, std::max(page.total, m_written));
    if (page.count == PageSize) {
        m_lastOrder = page.lastOrder;
        readPage();
    } else if (m_file.commit()) {
        end({});
    } else {
        end(tr("The file cannot be written: %1").arg(m_file.errorString()));
    }
}

void HistoryExport::end(const QString &failure)
{
    if (std::exchange(m_isOver, true))
        return;
    if (!failure.isEmpty())
        m_file.cancelWriting();
    Q_EMIT finished(failure);
}

} // namespace parlor::admin
