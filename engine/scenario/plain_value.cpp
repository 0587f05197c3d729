// The bytes of a plain value: one letter for its kind, then eight bytes for a number, four for an id or a length.
#include "engine/scenario/plain_value.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <type_traits>

#include "engine/base/ensure.h"
#include "engine/scenario/packed_item.h"

namespace simul {

namespace {

enum class Kind : char { nothing, no, yes, integer, real, text, resource, task, table };

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
    void operator()(const std::string& text) const {
        put(Kind::text, into);
        put_bytes(static_cast<std::uint32_t>(text.size()), into);
        into += text;
    }
    void operator()(ResourceId id) const {
        put(Kind::resource, into);
        put_bytes(id, into);
    }
    void operator()(TaskId id) const {
        put(Kind::task, into);
        put_bytes(id, into);
    }
    void operator()(const PlainValue::Table& table) const {
        put(Kind::table, into);
        put_bytes(static_cast<std::uint32_t>(table.size()), into);
        for (const auto& [key, value] : table) {
            pack(key, into);
            pack(value, into);
        }
    }
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
};

}  // namespace

void pack(const PlainValue& value, Packed& into) { std::visit(Packer{into}, value.content); }

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
    }
    broken_promise("packed values begin with their kind", __FILE__, __LINE__);
}

PlainValue unpack(std::string_view& bytes) { return std::visit(Unpacker{bytes}, take_item(bytes).content); }

// ---- as people read it

namespace {

std::string real_as_text(double number) {
    char text[40];
    std::snprintf(text, sizeof text, "%.14g", number);
    const bool looks_whole = std::strspn(text, "-0123456789") == std::strlen(text);
    return looks_whole ? std::string(text) + ".0" : text;
}

struct Preview {
    std::string operator()(std::monostate) const { return "nil"; }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return real_as_text(number); }
    std::string operator()(const std::string& text) const { return '"' + text + '"'; }
    std::string operator()(ResourceId id) const { return "resource " + std::to_string(index_of(id)); }
    std::string operator()(TaskId id) const { return "future of task " + std::to_string(index_of(id)); }
    std::string operator()(const PlainValue::Table& table) const {
        std::string text = "{";
        std::int64_t next = 1;
        for (const auto& [key, value] : table) {
            if (text.size() > 1) text += ", ";
            const auto* index = std::get_if<std::int64_t>(&key.content);
            const auto* name = std::get_if<std::string>(&key.content);
            if (index && *index == next)
                ++next;
            else
                text += (name ? *name : "[" + std::visit(*this, key.content) + "]") + " = ";
            text += std::visit(*this, value.content);
        }
        return text + "}";
    }
};

/// Cuts at the start of a character, never inside one.
std::string cut(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    constexpr std::string_view kMore = "…";
    std::size_t length = most > kMore.size() ? most - kMore.size() : 0;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) --length;
    text.resize(length);
    return most > kMore.size() ? text.append(kMore) : text;
}

}  // namespace

std::string preview(std::string_view packed, std::size_t most) {
    std::string text;
    bool first = true;
    while (!packed.empty() && text.size() <= most) {
        const PlainValue value = unpack(packed);
        const auto* alone = std::get_if<std::string>(&value.content);
        if (first && alone && packed.empty()) return cut(*alone, most);
        text += (first ? "" : ", ") + std::visit(Preview{}, value.content);
        first = false;
    }
    return cut(text, most);
}

}  // namespace simul
