// A state in 128 bits, so that states which are equal are known to be the same one.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace simul {

/// Two sums of the same words, mixed differently. Ten million states meet by chance once in 10^24 explorations.
struct StateHash {
    std::uint64_t first = 0x243f6a8885a308d3, second = 0x13198a2e03707344;

    void add(std::uint64_t word) {
        first = std::rotl(first ^ word * 0x87c37b91114253d5, 31) * 0x9e3779b97f4a7c15;
        second = (std::rotl(second + word * 0x4cf5ad432745937f, 29) ^ first >> 32) * 0xbf58476d1ce4e5b9;
    }
    void add(const StateHash& other) {
        add(other.first);
        add(other.second);
    }
    void add(std::string_view text) {
        add(text.size());
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            word = word << 8 | static_cast<unsigned char>(text[i]);
            if (i % 8 == 7 || i + 1 == text.size()) add(word);
        }
    }
    friend bool operator==(const StateHash&, const StateHash&) = default;
};

}  // namespace simul
