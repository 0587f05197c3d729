// Plain values: what may travel between tasks as an argument, a result or a message. The restriction that pickling has.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/words.h"

namespace simul {

/// One plain value. A table is a list of key-value pairs in sorted key order, so that equal tables have equal bytes.
struct PlainValue {
    using Table = std::vector<std::pair<PlainValue, PlainValue>>;
    /// Of a story in Lua: its bytes, which only Lua can read.
    struct Function {
        std::string packed;
    };
    std::variant<std::monostate, bool, std::int64_t, double, std::string, ResourceId, TaskId, Table, Function> content;

    PlainValue() = default;
    template <class Content>
    PlainValue(Content value) : content(std::move(value)) {}  // NOLINT: a number is a plain value

    bool is_nothing() const { return std::holds_alternative<std::monostate>(content); }
};

/// Values in bytes, one after another: how they cross from task to task and from process to process.
using Packed = std::string;

/// What has more is long. It counts in the memory of the run, costs for each such piece of it that is begun, and
/// travels beside a pipe.
inline constexpr std::size_t kShortBytes = 4096;

constexpr bool is_long(std::size_t bytes) { return bytes > kShortBytes; }
constexpr bool is_long(std::string_view packed) { return is_long(packed.size()); }

void pack(const PlainValue& value, Packed& into);

/// Takes the first value off `bytes`. `bytes` must come from `pack`; damage breaks a promise of ours.
PlainValue unpack(std::string_view& bytes);

/// As people read it, at most `most` bytes: `3`, `"left"`, `{1, 2}`. A string alone stands without quotes.
std::string preview(std::string_view packed, std::size_t most = 64);

/// The same; of what does not fit, also how long it is: `aaaa… (5000 bytes)`.
std::string preview_and_size(std::string_view packed);

/// A packed value as a variable shows it, in one line: texts in quotes. Of what does not fit, also how long it is.
std::string shown_value(std::string_view packed);

/// Bytes as they are; of what does not fit, also how many they are.
std::string shown_bytes(std::string_view bytes);

/// What a variable that holds it has in its cell.
Cell cell_of(std::string_view packed);

/// A line as a trace keeps it: of one that is longer, the beginning and how long it is.
std::string shortened(std::string_view line);

}  // namespace simul
