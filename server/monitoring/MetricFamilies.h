// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <prometheus/metric_family.h>

#include <vector>

namespace parlor {

class Histogram;

/// Puts figures into the form in which Prometheus takes them. A value.
class MetricFamilies {
public:
    using Labels = std::vector<prometheus::ClientMetric::Label>;
    /// Divides nanoseconds into seconds, the unit of every time that Prometheus is told.
    static constexpr double Nanoseconds = 1e9;

    /// Each begins a family: what is added from now on belongs to it. \a name has the unit at its end, and `_total` where it
    /// only grows; \a help is a sentence.
    void beginCounter(const char *name, const char *help) { begin(prometheus::MetricType::Counter, name, help); }
    void beginGauge(const char *name, const char *help) { begin(prometheus::MetricType::Gauge, name, help); }
    void beginHistogram(const char *name, const char *help) { begin(prometheus::MetricType::Histogram, name, help); }

    void add(double value, Labels labels = {});
    /// The sum of \a histograms, which have the same bounds; each figure is divided by \a divisor.
    void add(const std::vector<const Histogram *> &histograms, double divisor, Labels labels = {});

    /// Those with at least one figure.
    std::vector<prometheus::MetricFamily> take();

private:
    void begin(prometheus::MetricType type, const char *name, const char *help);

    std::vector<prometheus::MetricFamily> m_families;
};

} // namespace parlor
