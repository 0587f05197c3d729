// The words after `simul picture`, understood.
#pragma once

#ifdef SIMUL_WINDOW

#include <optional>
#include <string>

#include "app/command_line/run_options.h"
#include "app/window/picture.h"

namespace simul::command_line {

struct PictureOptions {
    std::string subject;  ///< of the shelf, or the path of a story or a recording
    ChosenSettings chosen;
    std::optional<std::string> first_setting;  ///< one of the options of a run, if any was given
    std::optional<Time> at;                    ///< nothing: the end
    std::string path;
    Look look = Look::dark;
    float zoom = 1;
    std::optional<std::string> selected;  ///< a task's or a resource's name
    window::PictureWish wish;
};

void add_picture_options(CommandParser& parser);
/// Errors name the word at fault, what is expected, and what to do.
Result<PictureOptions> picture_options(const CommandParser& parser);

}  // namespace simul::command_line

#endif
