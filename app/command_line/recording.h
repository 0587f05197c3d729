// A run that was recorded: a trace, or the first run of a bundle.
#pragma once

#include <memory>
#include <string>

#include "engine/base/result.h"
#include "engine/trace/trace.h"
#include "engine/trace/trace_file.h"

namespace simul::command_line {

struct Recording {
    std::shared_ptr<const Trace> trace;
    RecordedEnding ending;
};

/// Whether the file holds one, by its content.
bool is_recording(const std::string& path);

/// Of a file that was cut off the beginning, and that is told on stderr.
Result<Recording> recording_in(const std::string& path);

/// `option` was given for a recording, and says how a run is to be.
Error no_option_of_recording(const std::string& path, const std::string& option);

}  // namespace simul::command_line
