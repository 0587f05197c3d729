// Words from the command line: how they are read, and how they are shown when they are at fault.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"

namespace simul {

/// The word in quotes; of a long one the beginning.
std::string shown(std::string_view word);

/// "a,b,c" as its words.
std::vector<std::string> words_of_list(std::string_view list);

/// Any bytes of a story, made harmless for a terminal line by line.
std::string harmless_lines(std::string_view text);

// Each names the option at fault, the word, and what is expected.

/// `3`; from 0 on.
Result<std::int64_t> whole_number(std::string_view option, std::string_view word);
/// `1200`, `0.5`; more than 0.
Result<double> positive_number(std::string_view option, std::string_view word);
/// `1`, `0.5`, `1ms`, `5us`, `2min`; seconds without a unit. From 0 on.
Result<Duration> duration(std::string_view option, std::string_view word);

/// `454`, `90s`, `2min`, `0:07:34`; nothing: `end`.
Result<std::optional<Time>> moment(std::string_view option, std::string_view word);

}  // namespace simul
