// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/Utf8Validator.h"

#include <array>
#include <cstring>

namespace parlor {

namespace {

/// What may come next, after RFC 3629, section 4. The states after E0, ED, F0 and F4 bar overlong forms,
/// surrogates and what lies beyond U+10FFFF.
enum State : quint8 { Start, Tail1, Tail2, Tail3, AfterE0, AfterED, AfterF0, AfterF4, Rejected };

struct Continuation {
    uchar lowest;
    uchar highest;
    State next;
};

constexpr std::array<Continuation, Rejected> Continuations{ {
    {}, // Start takes a lead byte
    { 0x80, 0xbf, Start },
    { 0x80, 0xbf, Tail1 },
    { 0x80, 0xbf, Tail2 },
    { 0xa0, 0xbf, Tail1 },
    { 0x80, 0x9f, Tail1 },
    { 0x90, 0xbf, Tail2 },
    { 0x80, 0x8f, Tail2 },
} };

constexpr State afterLead(uchar lead)
{
    if (lead < 0x80)
        return Start;
    if (lead < 0xc2 || lead > 0xf4)
        return Rejected;
    if (lead < 0xe0)
        return Tail1;
    switch (lead) {
    case 0xe0:
        return AfterE0;
    case 0xed:
        return AfterED;
    case 0xf0:
        return AfterF0;
    case 0xf4:
        return AfterF4;
    default:
        return lead < 0xf0 ? Tail2 : Tail3;
    }
}

constexpr auto LeadStates = [] {
    std::array<State, 256> states{};
    for (int lead = 0; lead < 256; ++lead)
        states[static_cast<std::size_t>(lead)] = afterLead(static_cast<uchar>(lead));
    return states;
}();

/// The first byte that is not ASCII, looked for a word at a time and told to the word.
const char *skipAsciiWords(const char *byte, const char *end)
{
    constexpr quint64 highBits = 0x8080808080808080;
    quint64 word = 0;
    while (end - byte >= static_cast<qsizetype>(sizeof word)) {
        std::memcpy(&word, byte, sizeof word);
        if (word & highBits)
            break;
        byte += sizeof word;
    }
    return byte;
}

} // namespace

bool Utf8Validator::feed(QByteArrayView bytes)
{
    auto state = static_cast<State>(m_state);
    const char *byte = bytes.begin();
    const char *const end = bytes.end();
    while (byte < end && state != Rejected) {
        if (state == Start) {
            if (static_cast<uchar>(*byte) < 0x80)
                byte = skipAsciiWords(byte, end);
            if (byte < end)
                state = LeadStates[static_cast<uchar>(*byte++)];
            continue;
        }
        const Continuation &expected = Continuations[state];
        const auto value = static_cast<uchar>(*byte++);
        state = value >= expected.lowest && value <= expected.highest ? expected.next : Rejected;
    }
    m_state = state;
    return state != Rejected;
}

} // namespace parlor
