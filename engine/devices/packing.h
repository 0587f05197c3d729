// Values as bytes in a message, and back: no length and no number in a message is believed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace simul {

class Packer {
  public:
    template <class Number>
    void number(Number value) {
        static_assert(std::is_arithmetic_v<Number>);
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void text(std::string_view value) {
        number(static_cast<std::uint32_t>(value.size()));
        bytes_.append(value);
    }
    const std::string& bytes() const { return bytes_; }

  private:
    std::string bytes_;
};

/// Once something is missing, all that follows is zero or empty.
class Unpacker {
  public:
    explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

    template <class Number>
    Number number() {
        static_assert(std::is_arithmetic_v<Number>);
        Number value{};
        const std::string_view found = take(sizeof value);
        if (!found.empty()) std::memcpy(&value, found.data(), sizeof value);
        return value;
    }
    std::string_view text() { return take(number<std::uint32_t>()); }
    /// All was there, and nothing is left.
    bool complete() const { return whole_ && rest_.empty(); }

  private:
    std::string_view take(std::size_t count) {
        whole_ = whole_ && count <= rest_.size();
        if (!whole_) return {};
        const std::string_view found = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return found;
    }

    std::string_view rest_;
    bool whole_ = true;
};

}  // namespace simul
