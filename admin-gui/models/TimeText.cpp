// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/TimeText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace parlor::admin::timetext {

using namespace Qt::StringLiterals;

QString shortForm(Timestamp time)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(time);
    const QString clock = moment.time().toString(u"HH:mm:ss"_s);
    if (moment.date() == QDate::currentDate())
        return clock;
    return QLocale().toString(moment.date(), QLocale::ShortFormat) + u' ' + clock;
}

QString longForm(Timestamp time)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time), QLocale::LongFormat);
}

QString duration(qint64 seconds)
{
    const auto text = [](const char *form, qint64 first, qint64 second) {
        return QCoreApplication::translate("Duration", form).arg(first).arg(second);
    };
    if (seconds >= 86'400)
        return text(QT_TRANSLATE_NOOP("Duration", "%1 d %2 h"), seconds / 86'400, seconds % 86'400 / 3'600);
    if (seconds >= 3'600)
        return text(QT_TRANSLATE_NOOP("Duration", "%1 h %2 min"), seconds / 3'600, seconds % 3'600 / 60);
    return text(QT_TRANSLATE_NOOP("Duration", "%1 min %2 s"), seconds / 60, seconds % 60);
}

} // namespace parlor::admin::timetext
