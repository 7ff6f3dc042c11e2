// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "IdleCase.h"

#include "Measurement.h"

namespace parlor::load {

using namespace Qt::StringLiterals;

IdleCase::IdleCase(const LoadOptions &options) :
    m_options(options),
    m_fleet(options.endpoint, options.protocol)
{
}

tl::expected<QJsonObject, QString> IdleCase::run()
{
    const ServerProbe server(m_options.processId);
    const qint64 before = server.residentBytes();
    for (int i = 0; i < m_options.members; ++i)
        m_fleet.add({}, *this);
    Measurement opening(server);
    if (const auto opened = m_fleet.openAll(); !opened)
        return tl::unexpected(opened.error());
    opening.finish();
    m_fleet.runFor(m_options.warmup);
    const qint64 after = server.residentBytes();
    Measurement holding(server);
    m_fleet.runFor(m_options.seconds);
    holding.finish();

    QJsonObject figures;
    opening.putRates(figures, u"opened"_s, m_options.members);
    holding.putCosts(figures);
    figures.insert(u"connections"_s, m_options.members);
    figures.insert(u"bytesPerConnection"_s, double(after - before) / m_options.members);
    figures.insert(u"failed"_s, m_fleet.countFailed());
    return figures;
}

} // namespace parlor::load
