// The bytes of a plain value: one letter for its kind, then eight bytes for a number, four for an id or a length.
#include "engine/scenario/plain_value.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>
#include <type_traits>

#include "engine/base/ensure.h"
#include "engine/base/state_hash.h"
#include "engine/scenario/packed_item.h"
#include "engine/scenario/packed_table.h"

namespace simul {

namespace {

enum class Kind : char { nothing, no, yes, integer, real, text, resource, task, table, function };

void put(Kind kind, Packed& into) { into.push_back(static_cast<char>(kind)); }

template <class Number>
void put_bytes(Number number, Packed& into) {
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    into.append(bytes, sizeof number);
}

struct Packer {
    Packed& into;

    void operator()(std::monostate) const { put(Kind::nothing, into); }
    void operator()(bool truth) const { put(truth ? Kind::yes : Kind::no, into); }
    void operator()(std::int64_t number) const {
        put(Kind::integer, into);
        put_bytes(number, into);
    }
    void operator()(double number) const {
        put(Kind::real, into);
        put_bytes(number, into);
    }
    void operator()(const std::string& text) const { pack_text(text, into); }
    void operator()(ResourceId id) const {
        put(Kind::resource, into);
        put_bytes(id, into);
    }
    void operator()(TaskId id) const {
        put(Kind::task, into);
        put_bytes(id, into);
    }
    void operator()(const PlainValue::Table& table) const {
        pack_table(static_cast<std::uint32_t>(table.size()), into);
        for (const auto& [key, value] : table) {
            pack(key, into);
            pack(value, into);
        }
    }
    void operator()(const PlainValue::Function& function) const { into += function.packed; }
};

std::string_view take(std::size_t count, std::string_view& bytes) {
    ensure(bytes.size() >= count, "packed values are whole");
    const std::string_view taken = bytes.substr(0, count);
    bytes.remove_prefix(count);
    return taken;
}

template <class Number>
Number take_number(std::string_view& bytes) {
    Number number;
    std::memcpy(&number, take(sizeof number, bytes).data(), sizeof number);
    return number;
}

/// Copies one item, and takes what a table holds from the bytes behind it.
struct Unpacker {
    std::string_view whole;  ///< from this item on
    std::string_view& bytes;

    template <class Content>
    PlainValue operator()(Content content) const {
        if constexpr (std::is_same_v<Content, std::monostate>)
            return {};
        else
            return content;
    }
    PlainValue operator()(std::string_view text) const { return std::string(text); }
    PlainValue operator()(PackedItem::Table table) const {
        PlainValue::Table pairs;
        for (std::uint32_t i = 0; i < table.pairs; ++i) {
            PlainValue key = unpack(bytes);
            PlainValue value = unpack(bytes);
            pairs.emplace_back(std::move(key), std::move(value));
        }
        return pairs;
    }
    PlainValue operator()(const PackedItem::Function& function) const {
        for (std::uint32_t i = 0; i < function.values; ++i) take_value(bytes);
        return PlainValue::Function{std::string(whole.substr(0, whole.size() - bytes.size()))};
    }
};

}  // namespace

void pack(const PlainValue& value, Packed& into) { std::visit(Packer{into}, value.content); }

void pack_text(std::string_view text, std::string& into) {
    put(Kind::text, into);
    put_bytes(static_cast<std::uint32_t>(text.size()), into);
    into += text;
}

void pack_table(std::uint32_t pairs, std::string& into) {
    put(Kind::table, into);
    put_bytes(pairs, into);
}

void pack_function(const PackedItem::Function& function, std::string& into) {
    put(Kind::function, into);
    put_bytes(function.from, into);
    put_bytes(function.is_called, into);
    put_bytes(function.number, into);
    put_bytes(function.values, into);
    put_bytes(static_cast<std::uint32_t>(function.name.size()), into);
    into += function.name;
}

void set_length(std::uint32_t length, std::size_t place, std::string& into) {
    std::memcpy(into.data() + place + 1, &length, sizeof length);
}

static PackedItem::Function take_function(std::string_view& bytes) {
    PackedItem::Function function{};
    function.from = take_number<PackedItem::Function::From>(bytes);
    function.is_called = take_number<bool>(bytes);
    function.number = take_number<std::uint32_t>(bytes);
    function.values = take_number<std::uint32_t>(bytes);
    function.name = take(take_number<std::uint32_t>(bytes), bytes);
    return function;
}

PackedItem take_item(std::string_view& bytes) {
    switch (static_cast<Kind>(take(1, bytes)[0])) {
        case Kind::nothing:
            return {};
        case Kind::no:
            return {false};
        case Kind::yes:
            return {true};
        case Kind::integer:
            return {take_number<std::int64_t>(bytes)};
        case Kind::real:
            return {take_number<double>(bytes)};
        case Kind::text:
            return {take(take_number<std::uint32_t>(bytes), bytes)};
        case Kind::resource:
            return {take_number<ResourceId>(bytes)};
        case Kind::task:
            return {take_number<TaskId>(bytes)};
        case Kind::table:
            return {PackedItem::Table{take_number<std::uint32_t>(bytes)}};
        case Kind::function:
            return {take_function(bytes)};
    }
    broken_promise("packed values begin with their kind", __FILE__, __LINE__);
}

PlainValue unpack(std::string_view& bytes) {
    const std::string_view whole = bytes;
    const PackedItem item = take_item(bytes);
    return std::visit(Unpacker{whole, bytes}, item.content);
}

// ---- as people read it

namespace {

std::string real_as_text(double number) {
    char text[40];
    std::snprintf(text, sizeof text, "%.14g", number);
    const bool looks_whole = std::strspn(text, "-0123456789") == std::strlen(text);
    return looks_whole ? std::string(text) + ".0" : text;
}

/// Writes items until it has written enough.
class Previewer {
  public:
    Previewer(std::string_view packed, std::size_t most) : packed_(packed), most_(most) {}

    std::string all() {
        for (bool first = true; !packed_.empty() && !is_full(); first = false) {
            if (!first) text_ += ", ";
            write_item();
        }
        return std::move(text_);
    }

    void operator()(std::monostate) { text_ += "nil"; }
    void operator()(bool truth) { text_ += truth ? "true" : "false"; }
    void operator()(std::int64_t number) { text_ += std::to_string(number); }
    void operator()(double number) { text_ += real_as_text(number); }
    void operator()(std::string_view text) {
        text_ += '"';
        text_ += text.substr(0, most_ + 1);
        text_ += '"';
    }
    void operator()(ResourceId id) { text_ += "resource " + std::to_string(index_of(id)); }
    void operator()(TaskId id) { text_ += "future of task " + std::to_string(index_of(id)); }
    void operator()(PackedItem::Table table) {
        text_ += '{';
        std::int64_t next = 1;
        for (std::uint32_t i = 0; i < table.pairs && !is_full(); ++i) {
            if (i > 0) text_ += ", ";
            write_key(next);
            write_item();
        }
        text_ += '}';
    }
    void operator()(const PackedItem::Function& function) {
        text_ += function.name.empty() ? "function" : "function ";
        text_ += function.name;
        for (std::uint32_t i = 0; i < function.values; ++i) take_value(packed_);
    }

  private:
    bool is_full() const { return text_.size() > most_; }
    void write_item() { std::visit(*this, take_item(packed_).content); }

    void write_key(std::int64_t& next) {
        const PackedItem key = take_item(packed_);
        const auto* index = std::get_if<std::int64_t>(&key.content);
        if (index && *index == next) return void(++next);
        if (const auto* name = std::get_if<std::string_view>(&key.content)) {
            text_.append(name->substr(0, most_ + 1)).append(" = ");
            return;
        }
        text_ += '[';
        std::visit(*this, key.content);
        text_ += "] = ";
    }

    std::string_view packed_;
    std::size_t most_;
    std::string text_;
};

/// Cuts at the start of a character, never inside one.
std::string cut(std::string_view text, std::size_t most) {
    if (text.size() <= most) return std::string(text);
    constexpr std::string_view kMore = "…";
    std::size_t length = most > kMore.size() ? most - kMore.size() : 0;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) --length;
    return std::string(text.substr(0, length)).append(most > kMore.size() ? kMore : "");
}

std::string with_size(std::string text, std::size_t bytes) {
    return std::move(text) + " (" + std::to_string(bytes) + " bytes)";
}

/// The text, if that is all there is.
std::optional<std::string_view> text_alone(std::string_view packed) {
    if (packed.empty() || static_cast<Kind>(packed[0]) != Kind::text) return std::nullopt;
    const std::string_view text = std::get<std::string_view>(take_item(packed).content);
    return packed.empty() ? std::optional(text) : std::nullopt;
}

constexpr std::size_t kMostPreviewed = 64;

}  // namespace

std::string preview(std::string_view packed, std::size_t most) {
    const std::optional<std::string_view> alone = text_alone(packed);
    return alone ? cut(*alone, most) : cut(Previewer(packed, most).all(), most);
}

std::string shown_bytes(std::string_view bytes) {
    return bytes.size() <= kMostPreviewed ? std::string(bytes) : with_size(cut(bytes, kMostPreviewed), bytes.size());
}

std::string preview_and_size(std::string_view packed) {
    const std::optional<std::string_view> alone = text_alone(packed);
    if (alone) return shown_bytes(*alone);
    const std::string all = Previewer(packed, kMostPreviewed).all();
    return all.size() <= kMostPreviewed ? all : with_size(cut(all, kMostPreviewed), packed.size());
}

std::string shown_value(std::string_view packed) {
    std::string line;
    for (const char letter : Previewer(packed, kMostPreviewed).all()) line += letter == '\n' ? ' ' : letter;
    return line.size() <= kMostPreviewed ? line : with_size(cut(line, kMostPreviewed), packed.size());
}

Cell cell_of(std::string_view packed) {
    StateHash hash;
    hash.add(packed);
    return Cell::packed(hash.first);
}

std::string shortened(std::string_view line) {
    constexpr std::size_t kMost = 256, kRoomForSize = 32;
    return line.size() <= kMost ? std::string(line) : with_size(cut(line, kMost - kRoomForSize), line.size());
}

}  // namespace simul
