// Where a conducted run is to be held: at a line, a resource, a finding, or once a variable has a value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/workspace/open_run.h"

namespace simul::workspace {

enum class Comparison : std::uint8_t { equal, unequal, below, above };

struct Breakpoint {
    enum class Kind : std::uint8_t { line, resource, finding, value } kind{};
    std::uint16_t line = 0;             ///< somebody stands before an operation of this line
    ResourceId resource = kNoResource;  ///< the same of this resource; value: which variable
    Comparison comparison{};            ///< value: it has just come true
    double value = 0;
    std::string text;  ///< in place of a number: `"left"`, `true`, `nil`
    friend bool operator==(const Breakpoint&, const Breakpoint&) = default;
};

/// `counter == 2`, `queue < 1`, `name == "x"`. The error says what was not understood, and what there is.
Result<Breakpoint> condition_from(const std::string& text, const TraceHeader& header);
/// `line 12`, `fork 1`, `a finding`, `counter == 2`.
std::string text_of(const Breakpoint& breakpoint, const TraceHeader& header);

/// Whether the events from `before` to `after`, which are those of one step, reach it.
bool is_reached(const Breakpoint& breakpoint, const OpenRun& run, std::size_t before, std::size_t after);

}  // namespace simul::workspace
