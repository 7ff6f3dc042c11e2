// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

/// A room's whole history, read from a server page by page.
class StoredHistory {
public:
    static StoredHistory read(quint16 port, const QByteArray &roomId);

    /// Whether it has the orders from 1 on without a gap, each once.
    bool isGapless() const { return m_isGapless; }
    qint64 size() const { return m_texts.size(); }
    /// Whether each of those is in it, under its order.
    bool holds(const QHash<qint64, QString> &texts) const;

private:
    bool m_isGapless = true;
    /// By order.
    QHash<qint64, QString> m_texts;
};
