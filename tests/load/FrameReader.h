// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <QtEndian>

namespace parlor::load {

/// Takes the whole frames off the front of \a bytes, as a server sends them (RFC 6455, section 5.2: unmasked), and
/// calls \a consume(opcode, payload) for each, until that returns false. Returns how many bytes were taken. Apart from
/// the server's own decoder on purpose: a fault there is not to hide itself here.
template <typename Consume>
qsizetype readFrames(QByteArrayView bytes, Consume consume)
{
    qsizetype taken = 0;
    while (bytes.size() - taken >= 2) {
        const auto *frame = reinterpret_cast<const uchar *>(bytes.data()) + taken;
        const qsizetype available = bytes.size() - taken;
        qsizetype header = 2;
        quint64 size = frame[1] & 0x7f;
        if (size == 126) {
            if (available < 4)
                break;
            size = qFromBigEndian<quint16>(frame + 2);
            header = 4;
        } else if (size == 127) {
            if (available < 10)
                break;
            size = qFromBigEndian<quint64>(frame + 2);
            header = 10;
        }
        if (quint64(available - header) < size)
            break;
        taken += header + qsizetype(size);
        const QByteArrayView payload(reinterpret_cast<const char *>(frame) + header, qsizetype(size));
        if (!consume(frame[0] & 0x0f, payload))
            break;
    }
    return taken;
}

} // namespace parlor::load
