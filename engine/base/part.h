// One of the equal parts that a command's work is cut into, wherever each is done.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace simul {

/// What is to be done has numbers from 0 on, so that it does not matter who does what.
struct Part {
    std::size_t number = 1, of = 1;

    bool has(std::size_t job) const { return job % of == number - 1; }
    /// How many of so many jobs.
    std::size_t share_of(std::size_t jobs) const { return jobs / of + (number - 1 < jobs % of ? 1 : 0); }
    bool is_all() const { return of == 1; }
    friend bool operator==(const Part&, const Part&) = default;
};

inline constexpr std::size_t kMostPartsOfWork = 10'000;

/// `3/8`; the error says what is expected.
Result<Part> part_in(std::string_view word);
std::string text_of(const Part& part);

}  // namespace simul
