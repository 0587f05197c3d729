#include "engine/run/fault_bounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "engine/run/option_words.h"

namespace simul {

namespace {

/// Each kind by its word; the one without a word first.
constexpr std::pair<std::string_view, std::uint8_t FaultBounds::*> kKinds[] = {
    {"", &FaultBounds::messages},     {"lose", &FaultBounds::lost}, {"double", &FaultBounds::doubled},
    {"crash", &FaultBounds::crashes}, {"cut", &FaultBounds::cuts},
};

std::optional<std::uint8_t> count_in(std::string_view word) {
    unsigned number = 0;
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool is_number = failure == std::errc() && end == word.data() + word.size() && !word.empty();
    return is_number && number < kAnyNumberOfFaults ? std::optional(static_cast<std::uint8_t>(number)) : std::nullopt;
}

}  // namespace

Result<FaultBounds> fault_bounds_from(std::string_view text) {
    if (text == "any") return FaultBounds::any();
    FaultBounds bounds{0, 0, 0, 0, 0};
    std::vector<std::string_view> named;
    for (std::string_view rest = text;;) {
        const std::string_view word = rest.substr(0, rest.find(','));
        const std::size_t equals = word.find('=');
        const std::string_view kind = equals == std::string_view::npos ? "" : word.substr(0, equals);
        const std::optional<std::uint8_t> count = count_in(kind.empty() ? word : word.substr(equals + 1));
        bool known = false;
        for (const auto& [name, member] : kKinds) {
            if (name != kind || !count || std::find(named.begin(), named.end(), name) != named.end()) continue;
            bounds.*member = *count;
            named.push_back(name);
            known = true;
        }
        if (!known)
            return Error{fmt::format(
                "--faults {}: choose how many messages may be lost or doubled in one order, as in "
                "--faults 2, or how many faults of each kind, as in --faults lose=2,double=1,crash=1,cut=1; each "
                "kind once, at most {} of it",
                shown(text), kAnyNumberOfFaults - 1)};
        if (word.size() == rest.size()) return bounds;
        rest.remove_prefix(word.size() + 1);
    }
}

std::string text_of(const FaultBounds& bounds) {
    if (bounds == FaultBounds::any()) return "any";
    std::string text;
    for (const auto& [name, member] : kKinds) {
        if (bounds.*member == 0) continue;
        if (!text.empty()) text += ",";
        text += name.empty() ? fmt::format("{}", bounds.*member) : fmt::format("{}={}", name, bounds.*member);
    }
    return text.empty() ? "0" : text;
}

}  // namespace simul
