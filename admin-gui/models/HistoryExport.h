// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/RestClient.h"

#include <QObject>
#include <QPointer>
#include <QSaveFile>

namespace parlor::admin {

/// Writes the whole history of a room to a file, page by page. The file appears when it is complete, and not at all
/// where something fails or it is cancelled.
class HistoryExport : public QObject {
    Q_OBJECT

public:
    enum class Format {
        JsonLines, ///< each message as the server gives it
        Csv, ///< RFC 4180; what a spreadsheet would take for a formula gets an apostrophe in front
    };

    /// \a rest must outlive the export.
    HistoryExport(RestClient &rest, const QString &roomId, const QString &path, Format format,
                  QObject *parent = nullptr);

    void start();
    /// finished() follows.
    void cancel();

    const QString &roomId() const { return m_roomId; }
    const QString &path() const { return m_path; }

Q_SIGNALS:
    void progressed(qint64 written, qint64 total);
    /// \a failure is empty where the file is there.
    void finished(const QString &failure);

private:
    struct Page {
        QByteArray text;
        qint64 lastOrder = 0;
        qint64 count = 0;
        qint64 total = 0;
    };

    static std::optional<Page> makePage(const RestAnswer &answer, Format format);
    void readPage();
    void take(const Page &page);
    void end(const QString &failure);

    RestClient &m_rest;
    const QString m_roomId;
    const QString m_path;
    const Format m_format;
    QSaveFile m_file;
    QPointer<RestCall> m_call;
    qint64 m_lastOrder = 0;
    qint64 m_written = 0;
    bool m_isOver = false;
};

} // namespace parlor::admin
