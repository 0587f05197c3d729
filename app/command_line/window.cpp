#include "app/command_line/window.h"

#include <fmt/format.h>

#ifdef SIMUL_WINDOW
#include "app/window/window.h"
#include "engine/os/signals.h"
#endif

namespace simul::command_line {
namespace {

/// A reader without a window has two other ways.
int refuse_window(const std::string& reason, const std::string& name) {
    const std::string story = name.empty() ? "chess_exhibition" : name;
    return refuse(
        {fmt::format("{} In this terminal: simul run {}. As a picture: simul picture {} --at end --out "
                     "picture.png",
                     reason, story, story)});
}

}  // namespace

#ifdef SIMUL_WINDOW

namespace {

void furnish(workspace::Workspace& workspace, const std::string& name) {
    workspace.shelf = workspace::load_shelf(*workspace.zygote, workspace.message);
    if (!name.empty()) perform(workspace, workspace::Open{name});
}

}  // namespace

int window(const std::string& name, Session& session) {
    if (!session.zygote) return refuse(session.zygote.error());
    const Result<os::StopRequest> request = os::StopRequest::install();
    if (!request) return refuse(request.error());
    workspace::Workspace workspace(*session.zygote);
    workspace.preferences_file = workspace::preferences_path();
    workspace.preferences = workspace::read_preferences(workspace.preferences_file);
    const Result<std::unique_ptr<window::Window>> shown = window::Window::open(workspace.preferences);
    if (!shown) return refuse_window(shown.error().sentence, name);
    furnish(workspace, name);
    const window::Leaving leaving = (*shown)->show(workspace, [&request] { return request->requested(); });
    return leaving == window::Leaving::closed ? kExitDone : kExitStopped;
}

#else

int window(const std::string& name, Session&) {
    return refuse_window("There is no display for the window of Simul: it was built without one.", name);
}

#endif

}  // namespace simul::command_line
