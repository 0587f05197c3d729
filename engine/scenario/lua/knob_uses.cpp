#include "engine/scenario/lua/knob_uses.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/pieces.h"
#include "engine/scenario/nearest.h"

namespace simul::lua {

namespace {

bool is_declared(std::string_view name, const Knobs& knobs) {
    return std::any_of(knobs.begin(), knobs.end(), [&](const Knob& knob) { return knob.name == name; });
}

}  // namespace

std::string no_such_knob(std::string_view name, const Knobs& knobs) {
    constexpr std::size_t kEnough = 500;
    std::vector<std::string> names;
    for (const Knob& knob : knobs) names.push_back(knob.name);
    const std::string meant = nearest(name, names), all = listed(names);
    const std::string_view asked = name.substr(0, 60);
    if (names.empty())
        return fmt::format("there is no knob.{0}; declare it at the top: knobs = {{ {0} = knob(1) }}", asked);
    return fmt::format("there is no knob.{}; {} knobs are {:.{}}{}", asked,
                       meant.empty() ? "the" : fmt::format("did you mean {}? The", meant), all, kEnough,
                       all.size() > kEnough ? ", …" : "");
}

Result<void> knobs_are_declared(const std::string& chunk, std::string_view source, const Knobs& knobs) {
    const std::vector<Piece> pieces = pieces_of(source);
    std::optional<Error> first;
    for (std::size_t i = 0; i + 2 < pieces.size(); ++i) {
        const bool is_field = i > 0 && (pieces[i - 1].text == "." || pieces[i - 1].text == ":");
        if (pieces[i].text != "knob" || is_field) continue;
        const std::string_view next = pieces[i + 1].text, name = pieces[i + 2].text;
        if (next == "(") continue;
        if (next != "." || !is_word(name)) return {};
        if (!first && !is_declared(name, knobs))
            first = story_error(chunk, pieces[i + 2].line, no_such_knob(name, knobs));
    }
    if (first) return *first;
    return {};
}

}  // namespace simul::lua
