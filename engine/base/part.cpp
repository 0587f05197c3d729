#include "engine/base/part.h"

#include <fmt/format.h>

#include <charconv>

namespace simul {

namespace {

/// 0: it is no number.
std::size_t number_in(std::string_view word) {
    std::size_t number = 0;
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
    return failure == std::errc() && end == word.data() + word.size() ? number : 0;
}

}  // namespace

Result<Part> part_in(std::string_view word) {
    const std::size_t slash = word.find('/');
    const Part part{number_in(word.substr(0, slash)),
                    slash == std::string_view::npos ? 0 : number_in(word.substr(slash + 1))};
    if (part.number == 0 || part.of == 0 || part.number > part.of || part.of > kMostPartsOfWork)
        return Error{
            fmt::format("I/N is expected, from 1/N to N/N with N at most {}, as in --part 3/8", kMostPartsOfWork)};
    return part;
}

std::string text_of(const Part& part) { return fmt::format("{}/{}", part.number, part.of); }

}  // namespace simul
