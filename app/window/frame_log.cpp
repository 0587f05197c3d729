#include "app/window/frame_log.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "app/theme/widgets.h"

namespace simul::window {
namespace {

using Json = nlohmann::ordered_json;

void tell_story(Json& line, const workspace::OpenStory& story) {
    line["story"] = story.settings.scenario;
    line["run"] = story.run != nullptr;
    line["runs"] = story.comparison ? story.comparison->runs.size() : 0;
    line["playing"] = story.playback.playing;
    line["playhead"] = story.playhead.events;
    line["at_s"] = seconds_of(story.playhead.at);
    if (!story.run) return;
    line["live"] = story.run->live();
    line["events"] = story.run->trace().size();
}

}  // namespace

std::string frame_line(const workspace::Workspace& workspace) {
    Json line;
    line["view"] = workspace.view == workspace::View::gallery ? "gallery" : "story";
    if (workspace.story) tell_story(line, *workspace.story);
    line["message"] = workspace.message();
    line["news"] = workspace.news;
    Json& controls = line["controls"] = Json::object();
    for (const auto& [name, box] : theme::probes()) controls[name] = {box.left, box.top, box.right, box.bottom};
    return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

FrameLog::FrameLog() {
    const char* path = std::getenv("SIMUL_FRAME_LOG");
    if (path == nullptr) return;
    if (Result<os::OutputFile> file = os::OutputFile::open(path)) file_ = std::move(*file);
}

void FrameLog::take(const workspace::Workspace& workspace) {
    if (!file_) return;
    std::string line = frame_line(workspace);
    if (line == last_) return;
    last_ = std::move(line);
    if (!file_->append(last_)) file_.reset();
}

}  // namespace simul::window
