// How a story, a file or a recording comes into the workspace, and how a file that is saved again is taken up.
#pragma once

#include <string>

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// `name`: of the shelf, or the path of a story, a trace or a bundle; what a file is, its content says. What cannot be
/// opened leaves all as it was, and a message.
void open(Workspace& workspace, const std::string& name);

/// A file that was dropped on the window: a sheet goes into the story of sheets that is open, and can be undone; a
/// policy in Lua becomes the next run's; all else is opened.
void take_dropped(Workspace& workspace, const std::string& path);

/// The Python program that does what the story does: of one of the shelf, or the file NAME.py beside NAME.lua. Empty:
/// there is none.
std::string python_beside(const std::string& name);

/// Looks now and then whether the story's file was saved. A good one is taken up and, in simulated time, run; of a bad
/// one only the error is kept. True when something changed.
bool look_at_file(Workspace& workspace, double seconds);

/// The open story as it is described now, with the knobs as they were turned, where they still fit. In simulated time
/// it is run, unless the run that is shown continues or is stepped through.
void take_up(Workspace& workspace, ScenarioDescription description);

/// The open story is that of this file from now on, which says what it says.
void become_file(Workspace& workspace, const std::string& path);

/// With its folder, so that the reader finds the file.
std::string whole_path(const std::string& path);

/// `chess_exhibition.png`, with the ending that is given, or with the first number that is free.
std::string free_name(const Workspace& workspace, const std::string& ending);
std::string free_name(const std::string& stem, const std::string& ending);

}  // namespace simul::workspace
