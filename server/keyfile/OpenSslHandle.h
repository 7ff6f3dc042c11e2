// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace parlor {

template <auto Free>
struct OpenSslDeleter {
    template <typename T>
    void operator()(T *it) const
    {
        Free(it);
    }
};

/// Owns what OpenSSL made, e.g. `OpenSslHandle<BIO, BIO_free>`.
template <typename T, auto Free>
using OpenSslHandle = std::unique_ptr<T, OpenSslDeleter<Free>>;

} // namespace parlor
