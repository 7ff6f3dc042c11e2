// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Timestamp.h"

#include <algorithm>
#include <chrono>

namespace parlor {

namespace {

using namespace std::chrono;

constexpr Timestamp toTimestamp(sys_days day)
{
    return duration_cast<milliseconds>(day.time_since_epoch()).count();
}

constexpr Timestamp DayLength = milliseconds(days(1)).count();
constexpr Timestamp Earliest = toTimestamp(year(0) / January / 1);
constexpr Timestamp Latest = toTimestamp(year(9999) / December / 31) + DayLength - 1;

char *writeDigits(char *out, unsigned number, int width)
{
    for (int i = width - 1; i >= 0; --i) {
        out[i] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
    return out + width;
}

/// Takes the parts of a text from its beginning. Once a part is missing, all that follow are too.
class IsoReader {
public:
    explicit IsoReader(QStringView text) : m_text(text) { }

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_text.isEmpty(); }

    bool accept(char16_t expected)
    {
        if (!m_ok || m_text.isEmpty() || m_text.front() != expected)
            return false;
        m_text = m_text.sliced(1);
        return true;
    }

    void require(char16_t expected) { m_ok = accept(expected); }

    int number(int width, int highest)
    {
        if (m_text.size() < width)
            m_ok = false;
        int value = 0;
        for (int i = 0; m_ok && i < width; ++i)
            value = value * 10 + digit();
        if (value > highest)
            m_ok = false;
        return m_ok ? value : 0;
    }

    /// A fraction of a second in milliseconds; what is finer is dropped.
    int fraction()
    {
        int value = digit();
        int weight = 10;
        value *= 100;
        while (m_ok && !m_text.isEmpty() && isDigit(m_text.front())) {
            value += digit() * weight;
            weight /= 10;
        }
        return value;
    }

private:
    static bool isDigit(QChar character) { return character >= u'0' && character <= u'9'; }

    int digit()
    {
        if (!m_ok || m_text.isEmpty() || !isDigit(m_text.front())) {
            m_ok = false;
            return 0;
        }
        const int value = m_text.front().unicode() - u'0';
        m_text = m_text.sliced(1);
        return value;
    }

    QStringView m_text;
    bool m_ok = true;
};

std::optional<sys_days> readDate(IsoReader &reader)
{
    const int yearNumber = reader.number(4, 9999);
    reader.require(u'-');
    const int monthNumber = reader.number(2, 12);
    reader.require(u'-');
    const int dayNumber = reader.number(2, 31);
    const year_month_day date(year{ yearNumber }, month(static_cast<unsigned>(monthNumber)),
                              day(static_cast<unsigned>(dayNumber)));
    if (!reader.ok() || !date.ok())
        return std::nullopt;
    return sys_days(date);
}

milliseconds readTimeOfDay(IsoReader &reader)
{
    milliseconds time = hours(reader.number(2, 23));
    reader.require(u':');
    time += minutes(reader.number(2, 59));
    if (!reader.accept(u':'))
        return time;
    time += seconds(reader.number(2, 59));
    if (reader.accept(u'.'))
        time += milliseconds(reader.fraction());
    return time;
}

milliseconds readOffset(IsoReader &reader)
{
    if (reader.accept(u'Z'))
        return milliseconds::zero();
    const bool east = reader.accept(u'+');
    if (!east)
        reader.require(u'-');
    milliseconds offset = hours(reader.number(2, 23));
    reader.require(u':');
    offset += minutes(reader.number(2, 59));
    return east ? offset : -offset;
}

} // namespace

Timestamp currentTimestamp()
{
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

QByteArray toIsoString(Timestamp time)
{
    const sys_time<milliseconds> moment(milliseconds(std::clamp(time, Earliest, Latest)));
    const sys_days dayStart = floor<days>(moment);
    const year_month_day date(dayStart);
    const hh_mm_ss timeOfDay(moment - dayStart);

    QByteArray text("0000-00-00T00:00:00.000Z");
    char *out = text.data();
    out = writeDigits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4) + 1;
    out = writeDigits(out, static_cast<unsigned>(date.month()), 2) + 1;
    out = writeDigits(out, static_cast<unsigned>(date.day()), 2) + 1;
    out = writeDigits(out, static_cast<unsigned>(timeOfDay.hours().count()), 2) + 1;
    out = writeDigits(out, static_cast<unsigned>(timeOfDay.minutes().count()), 2) + 1;
    out = writeDigits(out, static_cast<unsigned>(timeOfDay.seconds().count()), 2) + 1;
    writeDigits(out, static_cast<unsigned>(timeOfDay.subseconds().count()), 3);
    return text;
}

std::optional<Timestamp> fromIsoString(QStringView text)
{
    IsoReader reader(text);
    const std::optional<sys_days> date = readDate(reader);
    if (!date)
        return std::nullopt;
    reader.require(u'T');
    const milliseconds timeOfDay = readTimeOfDay(reader);
    const milliseconds offset = readOffset(reader);
    if (!reader.ok() || !reader.atEnd())
        return std::nullopt;

    const Timestamp time = toTimestamp(*date) + (timeOfDay - offset).count();
    if (time < Earliest || time > Latest)
        return std::nullopt;
    return time;
}

} // namespace parlor
