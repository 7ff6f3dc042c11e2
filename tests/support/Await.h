// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Error.h"

#include <QTest>

#include <functional>
#include <memory>
#include <optional>

namespace parlor {

/// Makes an asynchronous call and runs the event loop until its completion. Error::Kind::RequestTimeout where there is
/// none.
template <typename T, typename Call>
Result<T> await(Call call)
{
    // Shared, because a completion that is late must still find it.
    const auto answer = std::make_shared<std::optional<Result<T>>>();
    call([answer](Result<T> result) { *answer = std::move(result); });
    if (!QTest::qWaitFor([&answer] { return answer->has_value(); }))
        return tl::unexpected(Error::of(Error::Kind::RequestTimeout));
    return **answer;
}

} // namespace parlor
