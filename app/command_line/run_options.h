// The words after `simul run`, understood; and those that are the same for all verbs that run something.
#pragma once

#include <optional>
#include <string>

#include "app/command_line/parsing.h"
#include "app/command_line/session.h"
#include "engine/run/settings.h"

namespace simul::command_line {

/// What goes to standard output.
enum class Form { text, json, csv, events, quiet };

struct RunOptions {
    Settings settings;
    bool every_model = false;
    Form form = Form::text;
    std::optional<std::string> record;  ///< the file to record to
    bool help = false;                  ///< was asked for and has been shown
};

/// How a run is to be, whichever verb runs it. The scenario is not among the options.
struct ChosenSettings {
    Settings settings;
    bool every_model = false;
};
void add_settings(CommandParser& parser);
Result<ChosenSettings> settings_in(const CommandParser& parser);
/// Of one run of SCENARIO, with its --schedule; the parser must know both. `command`: for sentences.
Result<Settings> settings_of_one_run_in(const CommandParser& parser, const std::string& command);
/// Of a run that is conducted, where there is no time: --preset, --model, --workers, --seed and --set, which the parser
/// must know.
Result<Settings> conductible_settings_in(const CommandParser& parser);
/// What the policy that is named has as a parameter is its own; all else is the story's.
void give_parameters_to_policy(Settings& settings);
/// One of these options that was given, if any was.
std::optional<std::string> first_setting_in(const CommandParser& parser);

/// Errors name the word at fault, what is expected, and what to do.
Result<RunOptions> run_options(const Arguments& arguments);

/// The command that shows this run again.
std::string command_again(const Settings& settings);

}  // namespace simul::command_line
