// Plain values: what may travel between tasks as an argument, a result or a message. The restriction that pickling has.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/ids.h"

namespace simul {

/// One plain value. A table is a list of key-value pairs in sorted key order, so that equal tables have equal bytes.
struct PlainValue {
    using Table = std::vector<std::pair<PlainValue, PlainValue>>;
    std::variant<std::monostate, bool, std::int64_t, double, std::string, ResourceId, TaskId, Table> content;

    PlainValue() = default;
    template <class Content>
    PlainValue(Content value) : content(std::move(value)) {}  // NOLINT: a number is a plain value

    bool is_nothing() const { return std::holds_alternative<std::monostate>(content); }
};

/// Values in bytes, one after another: how they cross from task to task and from process to process.
using Packed = std::string;

/// The longest packed argument list, result or message that any model carries.
inline constexpr std::size_t kMostPackedBytes = 4096;

void pack(const PlainValue& value, Packed& into);

/// Takes the first value off `bytes`. `bytes` must come from `pack`; damage breaks a promise of ours.
PlainValue unpack(std::string_view& bytes);

/// As people read it, at most `most` bytes: `3`, `"left"`, `{1, 2}`. A string alone stands without quotes.
std::string preview(std::string_view packed, std::size_t most = 64);

}  // namespace simul
