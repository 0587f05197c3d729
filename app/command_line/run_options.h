// The words after `simul run`, understood.
#pragma once

#include <optional>
#include <string>

#include "app/command_line/session.h"
#include "engine/run/settings.h"

namespace simul::command_line {

/// What goes to standard output.
enum class Form { text, json, events, quiet };

struct RunOptions {
    Settings settings;
    bool every_model = false;
    Form form = Form::text;
    std::optional<std::string> record;  ///< the file to record to
    bool help = false;                  ///< was asked for and has been shown
};

/// Errors name the word at fault, what is expected, and what to do.
Result<RunOptions> run_options(const Arguments& arguments);

/// The command that shows this run again.
std::string command_again(const Settings& settings);

}  // namespace simul::command_line
