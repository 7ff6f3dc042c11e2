// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitoring/MetricFamilies.h"

#include "metrics/Histogram.h"

#include <limits>
#include <utility>

namespace parlor {

void MetricFamilies::begin(prometheus::MetricType type, const char *name, const char *help)
{
    m_families.push_back({ name, help, type, {} });
}

void MetricFamilies::add(double value, Labels labels)
{
    prometheus::MetricFamily &family = m_families.back();
    prometheus::ClientMetric metric;
    metric.label = std::move(labels);
    if (family.type == prometheus::MetricType::Counter)
        metric.counter.value = value;
    else
        metric.gauge.value = value;
    family.metric.push_back(std::move(metric));
}

void MetricFamilies::add(const std::vector<const Histogram *> &histograms, double divisor, Labels labels)
{
    if (histograms.empty())
        return;
    prometheus::ClientMetric metric;
    metric.label = std::move(labels);
    prometheus::ClientMetric::Histogram &sum = metric.histogram;
    const auto bounds = histograms.front()->bounds();
    for (std::size_t bucket = 0; bucket <= bounds.size(); ++bucket) {
        for (const Histogram *histogram : histograms)
            sum.sample_count += histogram->count(bucket);
        const double bound = bucket < bounds.size() ? double(bounds[bucket]) / divisor
                                                    : std::numeric_limits<double>::infinity();
        sum.bucket.push_back({ sum.sample_count, bound });
    }
    for (const Histogram *histogram : histograms)
        sum.sample_sum += double(histogram->sum()) / divisor;
    m_families.back().metric.push_back(std::move(metric));
}

std::vector<prometheus::MetricFamily> MetricFamilies::take()
{
    std::erase_if(m_families, [](const prometheus::MetricFamily &family) { return family.metric.empty(); });
    return std::exchange(m_families, {});
}

} // namespace parlor
