// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace parlor {

/// Which web pages may read what this server answers (CORS), and which may open connections that need a token. A value; any
/// thread.
class OriginPolicy {
public:
    /// Without origins of its own, pages served from this machine are allowed: http and https on localhost,
    /// 127.0.0.1 and [::1], any port. `*` allows every origin. A final slash and the scheme's own port make
    /// no difference. Where the server \a speaksTls, a page of its own host came by https or is not its own.
    explicit OriginPolicy(const QList<QByteArray> &allowedOrigins = {}, bool speaksTls = false);

    /// Whether \a text can be an origin, with or without a final slash, and not more than one.
    static bool isOrigin(QByteArrayView text);

    /// \a origin as in the Origin header: `scheme://host[:port]`, compared without regard to ASCII case.
    bool allows(QByteArrayView origin) const;

    /// Whether a connection may be opened by a page of \a origin: by one that is allowed, or that came from the \a host that the
    /// connection is for (the Host field). Also where there is no origin: then no page asks.
    bool admits(QByteArrayView origin, QByteArrayView host) const;

    /// True for what a preflight may name in Access-Control-Request-Headers and be given back: field names, commas and blanks,
    /// nothing that could end a header line.
    static bool isFieldNameList(QByteArrayView text);

private:
    QList<QByteArray> m_origins;
    bool m_any = false;
    bool m_speaksTls = false;
};

} // namespace parlor
