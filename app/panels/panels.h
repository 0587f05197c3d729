// The list of panels: one a file, each drawn from the workspace; what the reader does goes into the commands.
#pragma once

#include "app/layout/arrangement.h"
#include "app/workspace/commands.h"

namespace simul::panels {

using layout::Box;
using workspace::Commands;
using workspace::Workspace;

// The gallery.
void draw_gallery(const Workspace& workspace, Commands& commands, Box box);
void draw_file_chooser(const Workspace& workspace, Commands& commands, Box box);

// A story that is open.
void draw_top_bar(const Workspace& workspace, Commands& commands, Box box, bool compact);
void draw_story(const Workspace& workspace, Commands& commands, Box box);
void draw_strip(const Workspace& workspace, Commands& commands, Box box, workspace::Flyout side);
/// `with_sentence`: its last line is what happens at the playhead.
void draw_scene(const Workspace& workspace, Commands& commands, Box box, bool with_sentence);
void draw_narration(const Workspace& workspace, Commands& commands, Box box);
/// How high the note of the moment is in a panel of this width, with at most so many lines; 0: there are none.
float notes_height(const Workspace& workspace, float width, int most_lines);
void draw_notes(const Workspace& workspace, Commands& commands, Box box);
void draw_timeline(const Workspace& workspace, Commands& commands, Box box);
/// How high its panel must be, at most as the box, for all rows to be seen. A run is shown.
float height_of_timeline(const Workspace& workspace, Box box);
void draw_comparison(const Workspace& workspace, Commands& commands, Box box);
void draw_every_model(const Workspace& workspace, Commands& commands, Box box);
void draw_compared_policies(const Workspace& workspace, Commands& commands, Box box);
/// Many runs, and a curve of what they came to.
void draw_sweep(const Workspace& workspace, Commands& commands, Box box);
void draw_prediction(const Workspace& workspace, Commands& commands, Box box);
/// A sheet to be scheduled by hand.
void draw_exercise(const Workspace& workspace, Commands& commands, Box box);
void draw_source(const Workspace& workspace, Commands& commands, Box box);
void draw_inspector(const Workspace& workspace, Commands& commands, Box box);
void draw_choices(const Workspace& workspace, Commands& commands, Box box);
/// How high the rows of branches are; 0: the run that is shown is none.
float branches_height(const Workspace& workspace);
void draw_branches(const Workspace& workspace, Commands& commands, Box box);
/// Whom the policy chooses at the playhead, among whom, and why.
void draw_policy(const Workspace& workspace, Commands& commands, Box box);
/// The jobs of a sheet, to be changed.
void draw_sheet(const Workspace& workspace, Commands& commands, Box box);
/// What comes of all orders.
void draw_exploring(const Workspace& workspace, Commands& commands, Box box);
/// The moment in words, to be selected and copied.
void draw_told(const Workspace& workspace, Commands& commands, Box box);
void draw_result(const Workspace& workspace, Commands& commands, Box box);
void draw_transport(const Workspace& workspace, Commands& commands, Box box, bool compact);

// Above all others.
void draw_help(const Workspace& workspace, Commands& commands, Box box);
void draw_message(const Workspace& workspace, Commands& commands, Box box);

/// What the keyboard asks for. Draws nothing.
void read_keys(const Workspace& workspace, Commands& commands);

}  // namespace simul::panels
