// Simul without a display: a workspace, its frames, and a hand for mouse and keyboard.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/theme/widgets.h"
#include "app/window/canvas.h"
#include "app/workspace/commands.h"

namespace simul::window {

struct Display {
    int width = 1280, height = 720;
    float scale = 1;  ///< as the desktop is set
    Look look = Look::dark;
};

/// What a control is called is listed by `probes()`. A control that is not there fails the test.
class Gui {
  public:
    explicit Gui(const Display& display = {});

    workspace::Workspace& workspace() { return workspace_; }
    const workspace::OpenStory& story() const { return *workspace_.story; }
    Canvas& canvas() { return canvas_; }
    void resize(int width, int height) { canvas_.resize(width, height); }

    /// A frame as the window draws it: time passes, panels are drawn, and what they ask for is done.
    void frame(double seconds = 1.0 / 60);
    /// Frames until nothing is left to tell, and those that ImGui needs to show it.
    void settle();
    void ask(const workspace::Command& command);
    /// Opens the story with its question passed over and a free run, if it has one, at its end.
    void open_and_run(const std::string& name);
    /// Frames until the run, or all of "All models", is over. A minute is for ever.
    void await_end();

    static bool has(const std::string& control);
    static layout::Box box_of(const std::string& control);
    void point_at(layout::Point at);
    void point_at(const std::string& control) { point_at(box_of(control).centre()); }
    void press(const std::string& control);
    void press_at(layout::Point at, int times = 1);
    void drag(layout::Point from, layout::Point to);
    void wheel(layout::Point at, float up);
    void key(compat::Key key, const std::vector<compat::Key>& held = {});
    void type(const std::string& text);

    /// Whether a text with these words stands in the frame.
    static bool shows(const std::string& words);
    /// All texts of the frame, one a line, for failures.
    static std::string texts();
    /// With the pointer away, no text of the frame is at fault; a picture of it is kept if SIMUL_PICTURES=FOLDER.
    void look_over(const std::string& name);

  private:
    Zygote zygote_;
    workspace::Workspace workspace_;
    Canvas canvas_;
    float scale_;
};

/// Where two texts of one layer meet or one leaves its panel; a sentence each.
std::vector<std::string> text_faults(const std::vector<theme::TextRecord>& texts);

}  // namespace simul::window
