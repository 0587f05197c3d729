// The numbers and choices that the reader may turn.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"

namespace simul {

/// `number` may have a fraction, `count` is a whole number, `duration` is in seconds, `choice` is one of `choices`.
enum class KnobKind : std::uint8_t { count, number, duration, choice, text };

struct Knob {
    std::string name;
    KnobKind kind{};
    double number = 0;                 ///< count, number; duration in seconds
    std::string text_value;            ///< choice, text
    double min = 0, max = 0;           ///< count, number, duration; min == max: no limits
    std::vector<std::string> choices;  ///< choice
    std::string text;                  ///< what it means, for the reader

    std::int64_t count() const { return static_cast<std::int64_t>(number); }
    Duration duration() const { return duration_of_seconds(number); }
    /// As people write it: `24`, `5`, `lock`.
    std::string value_as_text() const;
};

using Knobs = std::vector<Knob>;
/// What the reader asked for: name and text, as in `--set opponents=12`.
using KnobSettings = std::vector<std::pair<std::string, std::string>>;

/// Turns the knobs. The error names the knob, what was given, what is allowed, and the knobs that there are.
Result<void> turn(Knobs& knobs, const KnobSettings& settings);

/// `name` must be one of the knobs.
const Knob& knob_named(const Knobs& knobs, std::string_view name);

}  // namespace simul
