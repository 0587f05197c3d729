#include "app/command_line/window.h"

#include <fmt/format.h>

#include <filesystem>

#ifdef SIMUL_WINDOW
#include "app/window/window.h"
#include "engine/os/signals.h"
#endif

namespace simul::command_line {
namespace {

/// What shows the same in a terminal.
std::string without_window(const std::string& name) {
    std::error_code ignored;
    const bool recording = !name.ends_with(".lua") && std::filesystem::is_regular_file(name, ignored);
    return (recording ? "simul show " : "simul run ") + (name.empty() ? "chess_exhibition" : name);
}

int refuse_window(const std::string& reason, const std::string& name) {
    std::string sentence = fmt::format("{} In this terminal: {}.", reason, without_window(name));
#ifdef SIMUL_WINDOW
    sentence += fmt::format(" As a picture: simul picture {} --at end --out picture.png",
                            name.empty() ? "chess_exhibition" : name);
#endif
    return refuse({sentence});
}

}  // namespace

#ifdef SIMUL_WINDOW

namespace {

void furnish(workspace::Workspace& workspace, const std::string& name) {
    workspace.shelf = workspace::load_shelf(*workspace.zygote, workspace.error);
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
    workspace.score_file = workspace::score_path();
    workspace.score = workspace::read_score(workspace.score_file);
    workspace.drafts_folder = workspace::drafts_path();
    const Result<std::unique_ptr<window::Window>> shown = window::Window::open(workspace.preferences);
    if (!shown) return refuse_window(shown.error().sentence(), name);
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
