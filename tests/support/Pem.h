// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <openssl/bio.h>

/// What \a write writes to the BIO that it is given.
template <typename Write>
QByteArray pemOf(Write write)
{
    BIO *const bio = BIO_new(BIO_s_mem());
    write(bio);
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio, &text);
    const QByteArray pem(text, size);
    BIO_free(bio);
    return pem;
}
