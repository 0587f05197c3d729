// What `run` and `show` print for people.
#pragma once

#include <string>

#include "app/command_line/report.h"
#include "app/command_line/text_timeline.h"
#include "engine/analysis/what_if.h"

namespace simul::command_line {

/// Header, timeline, summary; what other runs prove of it.
std::string text_report(const Report& report, const Canvas& canvas, const std::vector<WhatIf>& what_ifs = {});

/// Broken between words, so that no line is longer than `width` if it can be; further lines stand under the first,
/// which begins at `indent`.
std::string wrapped(std::string text, std::size_t width, std::size_t indent);

/// `threads on 4 cores, simulated time, fifo`.
std::string settings_in_words(const TraceHeader& header);

/// `Chess exhibition (chess_exhibition)`.
std::string title_in_words(const TraceHeader& header);

}  // namespace simul::command_line
