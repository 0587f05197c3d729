#include "engine/scenario/knobs.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "engine/base/ensure.h"
#include "engine/scenario/nearest.h"

namespace simul {

static std::string number_as_text(double number) {
    char text[40];
    for (const int digits : {6, 15, 17}) {
        std::snprintf(text, sizeof text, "%.*g", digits, number);
        if (std::strtod(text, nullptr) == number) break;
    }
    return text;
}

std::string Knob::value_as_text() const {
    if (kind == KnobKind::choice || kind == KnobKind::text) return text_value;
    if (kind == KnobKind::count) return std::to_string(count());
    return number_as_text(number);
}

/// "a whole number from 1 to 400"
static std::string allowed(const Knob& knob) {
    std::string text;
    switch (knob.kind) {
        case KnobKind::count:
            text = "a whole number";
            break;
        case KnobKind::number:
            text = "a number";
            break;
        case KnobKind::duration:
            text = "a number of seconds";
            break;
        case KnobKind::choice:
            return "one of " + listed(knob.choices);
        case KnobKind::text:
            return "a text";
    }
    if (knob.min != knob.max) text += " from " + number_as_text(knob.min) + " to " + number_as_text(knob.max);
    return text;
}

static std::string overview(const Knobs& knobs) {
    constexpr std::size_t kEnough = 500;
    if (knobs.empty()) return "This scenario has no knobs.";
    std::string text;
    for (const Knob& knob : knobs) {
        if (text.size() > kEnough) return "The knobs are " + text + ", …";
        text += (text.empty() ? "" : ", ") + knob.name + "=" + knob.value_as_text().substr(0, 40);
    }
    return "The knobs are " + text + ".";
}

static std::optional<double> number_in(const std::string& text) {
    if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string::npos) return std::nullopt;
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (*end != '\0' || !std::isfinite(number)) return std::nullopt;
    return number;
}

static bool fits(const Knob& knob, double number) {
    constexpr double kMostWhole = 9007199254740992.0;  // beyond it, a double has gaps
    constexpr double kMostSeconds = 9e9;
    if (knob.kind == KnobKind::count && (number != std::floor(number) || std::abs(number) > kMostWhole)) return false;
    if (knob.kind == KnobKind::duration && (number < 0 || number > kMostSeconds)) return false;
    return knob.min == knob.max || (number >= knob.min && number <= knob.max);
}

/// False when the text is not what the knob allows.
static bool turn_one(Knob& knob, const std::string& given) {
    if (knob.kind == KnobKind::choice &&
        std::find(knob.choices.begin(), knob.choices.end(), given) == knob.choices.end())
        return false;
    if (knob.kind == KnobKind::choice || knob.kind == KnobKind::text) {
        knob.text_value = given;
        return true;
    }
    const std::optional<double> number = number_in(given);
    if (!number || !fits(knob, *number)) return false;
    knob.number = *number;
    return true;
}

static Error unknown_knob(const Knobs& knobs, const std::string& name) {
    std::vector<std::string> names;
    for (const Knob& knob : knobs) names.push_back(knob.name);
    const std::string meant = nearest(name, names);
    return {.text = "There is no knob \"" + name.substr(0, 60) + "\"." +
                    (meant.empty() ? "" : " Did you mean " + meant + "?") + " " + overview(knobs),
            .kind = ErrorKind::setting,
            .field = name};
}

/// Null if there is none of this name.
template <class SomeKnobs>
static auto find(SomeKnobs& knobs, std::string_view name) -> decltype(knobs.data()) {
    for (auto& knob : knobs)
        if (knob.name == name) return &knob;
    return nullptr;
}

Result<void> turn(Knobs& knobs, const KnobSettings& settings) {
    for (const auto& [name, given] : settings) {
        Knob* const knob = find(knobs, name);
        if (!knob) return unknown_knob(knobs, name);
        if (!turn_one(*knob, given))
            return Error{.text = "Knob " + name + " cannot be \"" + given.substr(0, 60) + "\": it takes " +
                                 allowed(*knob) + ". " + overview(knobs),
                         .kind = ErrorKind::setting,
                         .field = name};
    }
    return {};
}

const Knob& knob_named(const Knobs& knobs, std::string_view name) {
    const Knob* const knob = find(knobs, name);
    ensure(knob, "a story asks only for knobs that it declared");
    return *knob;
}

}  // namespace simul
